"""Where an issue is published, as editors read it."""

from bot.catalogue import Language
from bot.catalogue.overviews import Overview
from bot.rendering.message_links import message_link
from knowledge.weekly.compiled import Site
from knowledge.weekly.issues import Issue, Publication

_ENOUGH = 4
"""Digits by which the groups of a deployment are told apart; their titles are not kept."""

_FIRST = 1
"""Every chat has had a first message: its address leads to the chat."""


def target_name(target: str, language: Language) -> str:
    """A target such as `group:-1001234` in words."""
    kind, _, chat = target.partition(":")
    match kind:
        case "channel":
            return Overview.AT_CHANNEL.say(language)
        case "group":
            return Overview.AT_GROUP.say(language, digits=chat[-_ENOUGH:])
        case "archive":
            return Overview.AT_ARCHIVE.say(language)
        case _:
            return target


def target_link(publication: Publication, issue: Issue, site: Site) -> str | None:
    """The address of what was published there, else of the chat; None where there is none."""
    if publication.chat_id is not None:
        return message_link(publication.chat_id, None, publication.message_id or _FIRST)
    archived = publication.target == "archive" and site.archive
    return f"{site.archive}/issues/{issue.number}" if archived else None
