"""How an entry is named in a message: its title as a deep link, and what is known about it."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal

from bot.catalogue import Words
from bot.rendering.audience import Audience
from bot.rendering.autolinks import inert
from bot.rendering.runs import Run, one_line, web_address
from knowledge.records import Link, LinkDescription

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)
_MOST_NAMES = 3
_START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def deep_link(audience: Audience, kind: Literal["e", "s", "i"], identifier: str) -> str | None:
    """The address that opens an entry (`e`), source (`s`) or what is in an issue (`i`) in a private chat with the bot.

    None where the bot has no name, as on the command line, or the identifier cannot stand in one. https://core.telegram.org/bots/features#deep-linking
    """
    payload = f"{kind}_{identifier}"
    if not audience.bot or not _START_PAYLOAD.fullmatch(payload):
        return None
    return f"https://t.me/{audience.bot}?start={payload}"


def title(audience: Audience, kind: Literal["e", "s"], identifier: str, text: str) -> Run:
    """A title that opens its entry or source; where it cannot, its id stands behind it."""
    name, address = named(audience, text), deep_link(audience, kind, identifier)
    return Run(name, href=address) if address else Run(f"{name} ({identifier})")


def named(audience: Audience, text: str) -> str:
    """A title on one line, with a stand-in where there is none."""
    return one_line(text) or Words.UNTITLED.say(audience.language)


def details(audience: Audience, *facts: str | dt.date | None, url: str | None = None) -> list[Run]:
    """What is known, between dots, and a link to the original, the only one; missing or repeated facts are left out."""
    known = dict.fromkeys(one_line(str(fact)) for fact in facts if fact)
    told = " · ".join(filter(None, known))
    runs = list(inert([Run(told)]))
    if address := web_address(url):
        runs += [Run(" · " if told else ""), Run(Words.ORIGINAL.say(audience.language), href=address)]
    return [run for run in runs if run.text]


def linked(link: Link, known: LinkDescription | None) -> list[Run]:
    """A link under the page's own words or its title, then what else is known of it."""
    words = one_line(link.text)
    heading = one_line(known.title or "") if known else ""
    name = heading if heading and (not words or _ADDRESS.fullmatch(words)) else words
    facts = [
        heading if heading.casefold() != name.casefold() else "",
        _names(known.authors if heading and known else ()),
    ]
    rest = " · ".join(filter(None, facts))
    address = web_address(link.url)
    return [Run(name or address or "", href=address), *([Run(f" · {rest}")] if rest else [])]


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(map(one_line, names[:_MOST_NAMES]))
    return f"{shown}, …" if len(names) > _MOST_NAMES else shown
