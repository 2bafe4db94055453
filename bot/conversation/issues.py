"""Reading the weekly: /issue, its sections and entries, and what leads to them."""

from collections.abc import Sequence
from typing import Final, Protocol

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.buttons import Keyboard, Press
from bot.catalogue.issues import IssueWords
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.issue_places import Place, entry_of, place_of
from bot.conversation.keyboards import inline
from bot.conversation.presses import Pressed
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, issue_buttons, issues, sentence
from bot.rendering.issue_buttons import READ
from knowledge.weekly.compiled import CompiledIssue, IssueSection, Section, Site
from knowledge.weekly.issues import IssueState
from knowledge.weekly.ports import Archive, Issues

_READABLE: Final = frozenset(
    {IssueState.PUBLISHING, IssueState.PARTIAL, IssueState.PUBLISHED, IssueState.CORRECTED, IssueState.WITHDRAWN}
)
_NEWEST: Final = 12
"""So many are named where one is asked for that there is not."""


class PublishedIssues(Protocol):
    """The part of the weekly that can be read."""

    @property
    def issues(self) -> Issues:
        """Issues and what is frozen of them."""
        ...

    @property
    def archive(self) -> Archive:
        """Which of them are out."""
        ...


class _Missing(Exception):
    """There is nothing to show; its text says what there is."""


def router() -> Router:
    """The command, the buttons under issues, and labels typed in private."""
    reading = Router(name="issues")
    reading.message.register(issue, LooseCommand("issue", ignore_case=True), _is_not_draft)
    reading.message.register(typed, _is_only_a_name)
    reading.callback_query.register(turn, Pressed(READ))
    return reading


def links() -> Router:
    """What leads to an issue or an entry of one: deep links, and /entry with its name."""
    leading = Router(name="issue links")
    leading.message.register(typed, CommandStart(ignore_case=True), _is_linked)
    leading.message.register(typed, LooseCommand("entry", ignore_case=True), _is_named)
    return leading


async def _is_linked(
    _message: Message, command: CommandObject, weekly: PublishedIssues | None = None
) -> bool | dict[str, Place]:
    """Lets through `i_4`, `i_4-p`, `i_4-p2`, and what answers cite such an entry by: `e_4-p2`."""
    kind, _, named = (command.args or "").strip().partition("_")
    place = {"i": place_of, "e": entry_of}.get(kind, _none)(named)
    return {"place": place} if place and weekly else False


async def _is_named(
    _message: Message, command: CommandObject, weekly: PublishedIssues | None = None
) -> bool | dict[str, Place]:
    place = entry_of(command.args or "")
    return {"place": place} if place and weekly else False


def _none(_text: str) -> None:
    """No place."""


async def _is_not_draft(_message: Message, command: CommandObject) -> bool:
    return (command.args or "").strip().lower() not in {"draft", "草稿"}


async def _is_only_a_name(message: Message, weekly: PublishedIssues | None = None) -> bool | dict[str, Place]:
    """Lets through a private message that is nothing but the name of an entry."""
    place = entry_of(message.text or "") if is_private(message) else None
    return {"place": place} if place and weekly else False


async def issue(
    message: Message, command: CommandObject, weekly: PublishedIssues, audience: Audience, archive_url: str = ""
) -> None:
    """The newest issue, or the place that is named."""
    named = (command.args or "").strip()
    place = place_of(named) if named else await _newest(weekly)
    if place is None:
        words = IssueWords.USAGE if named else IssueWords.NONE_YET
        await reply(message, sentence(words.say(audience.language)))
        return
    await open_place(message, place, weekly, audience, archive_url)


async def typed(
    message: Message, place: Place, weekly: PublishedIssues, audience: Audience, archive_url: str = ""
) -> None:
    """What was named, by words or by a link."""
    await open_place(message, place, weekly, audience, archive_url)


async def open_place(
    message: Message, place: Place, weekly: PublishedIssues, audience: Audience, archive_url: str = ""
) -> None:
    """Reply with an issue's card, a section or an entry, or with a sentence that says what there is."""
    try:
        shown = await _issue(place.issue, weekly, audience)
        pages, keyboard = _page(shown, place, 0, audience, archive_url)
    except _Missing as missing:
        await reply(message, sentence(str(missing)))
        return
    await reply(message, pages[:1], inline(keyboard))


async def turn(
    callback: CallbackQuery, press: Press, weekly: PublishedIssues, audience: Audience, archive_url: str = ""
) -> None:
    """Show another page in the place of this one, or send the PDF."""
    message = callback.message
    if not isinstance(message, Message):
        await notice(callback)
        return
    try:
        shown = await _issue(press.id, weekly, audience)
        if press.action == "pdf":
            await _send_pdf(message, shown, weekly, audience)
        else:
            await _turn_to(message, press, shown, audience, archive_url)
    except _Missing as missing:
        await notice(callback, str(missing), alert=True)
        return
    await notice(callback)


async def _turn_to(message: Message, press: Press, shown: CompiledIssue, audience: Audience, archive_url: str) -> None:
    """In private and on pages of its own in place; the post that all of a group see stays as it is."""
    place = _place(press)
    pages, keyboard = _page(shown, place, press.version, audience, archive_url)
    at = min(press.version, len(pages) - 1)
    if _is_post(message):
        await reply(message, [pages[at]], inline(keyboard))
    else:
        await rewrite(message, pages[at], inline(keyboard))


def _is_post(message: Message) -> bool:
    """Whether this is what was published in a group: everybody's, while a page is whose who asked for it."""
    return not is_private(message) and message.reply_to_message is None


def _place(press: Press) -> Place:
    match press.action:
        case "entry":
            return entry_of(press.more) or Place(press.id)
        case "section" if press.more in set(Section):
            return Place(press.id, Section(press.more))
        case _:
            return Place(press.id)


async def _newest(weekly: PublishedIssues) -> Place | None:
    published = await weekly.archive.published()
    return next((Place(one.number) for one in published if one.number is not None), None)


async def _issue(number: int, weekly: PublishedIssues, audience: Audience) -> CompiledIssue:
    """The issue as it is frozen.

    Raises:
        _Missing: it is not out, or was withdrawn.
    """
    kept = await weekly.issues.numbered(number)
    if kept is not None and kept.state is IssueState.WITHDRAWN:
        raise _Missing(IssueWords.WITHDRAWN.say(audience.language, number=number))
    compiled = await weekly.issues.compiled(number) if kept is not None and kept.state in _READABLE else None
    if compiled is None:
        raise _Missing(await _what_there_is(number, weekly, audience))
    return compiled


async def _what_there_is(number: int, weekly: PublishedIssues, audience: Audience) -> str:
    numbers = [one.number for one in await weekly.archive.published() if one.number is not None]
    if not numbers:
        return IssueWords.NONE_YET.say(audience.language)
    there = "、".join(map(str, numbers[:_NEWEST])) + ("……" if len(numbers) > _NEWEST else "")
    return IssueWords.NO_SUCH_ISSUE.say(audience.language, number=number, there=there)


def _page(
    shown: CompiledIssue, place: Place, page: int, audience: Audience, archive_url: str
) -> tuple[Sequence[str], Keyboard]:
    """The pages of a place, and the buttons under one of them.

    Raises:
        _Missing: the issue has no such section or entry.
    """
    site = Site(archive_url, audience.bot)
    if place.section is None:
        pages = issues.card(shown, audience)
        return pages, issue_buttons.under_card(shown, pages, min(page, len(pages) - 1), site, audience)
    part = _part(shown, place.section, audience)
    if place.position is None:
        pages = issues.section(shown, part, audience, site)
        return pages, issue_buttons.under_section(shown, part, pages, min(page, len(pages) - 1), audience)
    found = next((one for one in part.entries if one.label.position == place.position), None)
    if found is None:
        raise _Missing(IssueWords.NO_SUCH_ENTRY.say(audience.language, number=shown.number))
    pages = issues.entry(shown, part, found, audience, site)
    return pages, issue_buttons.under_entry(shown, found, pages, min(page, len(pages) - 1), audience)


def _part(shown: CompiledIssue, section: Section, audience: Audience) -> IssueSection:
    part = next((one for one in shown.sections if one.section is section), None)
    if part is None:
        raise _Missing(IssueWords.NO_SUCH_SECTION.say(audience.language, number=shown.number))
    return part


async def _send_pdf(message: Message, shown: CompiledIssue, weekly: PublishedIssues, audience: Audience) -> None:
    artefact = await weekly.issues.artefact(shown.number, "issue.pdf", shown.revision)
    if artefact is None:
        raise _Missing(IssueWords.NO_PDF.say(audience.language, number=shown.number))
    file = BufferedInputFile(artefact.data, filename=f"weekly-{shown.number}.pdf")
    await message.answer_document(
        file, caption=shown.title, reply_parameters=message.as_reply_parameters(allow_sending_without_reply=True)
    )
