"""The issue in the editors' chat: /issue draft, and the buttons below it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from bot.buttons import Keyboard, Press
from bot.catalogue.cut_off import CutOffs
from bot.catalogue.overviews import Overview
from bot.catalogue.reviewing import Cards
from bot.conversation.keyboards import inline
from bot.conversation.reviewing.desk import Desk
from bot.conversation.reviewing.prompts import ask_foreword, ask_unfreezing
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, overview_pages, overviews, sentence
from bot.rendering.overviews import Work
from knowledge.spine.outbox import EffectState
from knowledge.weekly.compiled import FOR_NOTES, Section
from knowledge.weekly.issues import Issue, IssueState
from knowledge.weekly.publishing import Doubts
from knowledge.weekly.publishing.publishing import newest_of
from knowledge.weekly.reviewing import Arrangement, Shift

_IN_WORK: Final = (IssueState.REVIEW, IssueState.FROZEN, IssueState.PUBLISHING, IssueState.PARTIAL)
LISTS: Final = ("page", "section", "waiting", "answers")
STEPS: Final = ("close", "reopen", "freeze", "publish", "skip", "retry", "resend", "settled")
_OF_TARGETS: Final = ("retry", "resend", "settled")
"""Steps about what is in doubt as they are taken; of which version their buttons are says nothing of that."""
SETTINGS: Final = ("take", "accept", "propose")
PROMPTS: Final = ("foreword", "unfreeze")


async def draft(message: Message, desk: Desk, audience: Audience) -> None:
    """The issue in work, for editors, in their chat or in private; others get one sentence."""
    editors_chat = desk.authority.editors_chat
    if editors_chat is None:
        await reply(message, sentence(Overview.NOT_SET_UP.say(audience.language)))
        return
    as_chat = message.sender_chat is not None and message.sender_chat.id == editors_chat
    here = message.chat.id == editors_chat or message.chat.type == ChatType.PRIVATE
    if not here or not (as_chat or await desk.authority.is_editor(desk.user.id)):
        await reply(message, sentence(Overview.FOR_EDITORS.say(audience.language)))
        return
    issue = await _in_work(desk)
    html, keyboard = await _overview(issue, desk)
    await reply(message, [html], inline(keyboard))


async def show_work(message: Message, issue_id: int, desk: Desk) -> None:
    """An issue as it is, below a message."""
    if issue := await desk.weekly.issues.issue(issue_id):
        html, keyboard = await _overview(issue, desk)
        await reply(message, [html], inline(keyboard))


async def leaf(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """The overview or one of its lists, in place; whatever version the button is of."""
    if press.action == "page" and press.more == "open":
        issue: Issue | None = await desk.weekly.issues.open(desk.now())
    else:
        issue = await desk.weekly.issues.issue(press.id)
    if issue is None:
        await notice(callback, Overview.GONE.say(desk.audience.language), alert=True)
        return
    shown = await _leaf(issue, press, desk)
    if shown is None:
        await notice(callback, Overview.NO_ANSWERS.say(desk.audience.language), alert=True)
        return
    await _put(callback, *shown)
    await notice(callback)


async def order(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Move an entry up or down in the list of its section."""
    shift = Shift(1 if press.action == "down" else -1)
    reviewed = await desk.weekly.reviewing.move_note(press.id, press.version, shift, desk.actor)
    if reviewed is None or reviewed.written.note.issue_id is None:
        await notice(callback, Cards.GONE.say(desk.audience.language), alert=True)
        return
    issue = await desk.weekly.issues.issue(reviewed.written.note.issue_id)
    if issue is not None and (shown := await _leaf(issue, Press("issue", "section", more=press.more), desk)):
        await _put(callback, *shown)
    others = reviewed.by not in {None, desk.actor}
    await notice(callback, await desk.outcome(reviewed, Cards.MOVED) if others else None, alert=others)


async def take_step(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Close, freeze, publish and so on; what cannot be taken back easily is asked first."""
    issue = await _current(callback, press, desk)
    if issue is None:
        return
    targets = [one.name for one in desk.weekly.publish_issue.targets]
    asked = overviews.sure(press.action, issue, targets, desk.language) if press.more != "yes" else None
    if asked is not None:
        await _put(callback, *asked)
        await notice(callback)
        return
    taken = await _steps(press, desk)(issue, desk.actor)
    if press.action == "close" and taken is not None and taken.state is IssueState.SKIPPED:
        close = desk.weekly.close_issue
        said = CutOffs.SKIPPED.say(desk.audience.language, notes=await close.notes_of(taken), least=close.least)
        await _taken(callback, issue, taken, desk, said)
        return
    await _taken(callback, issue, taken, desk)


async def set_it(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Be on duty, have a foreword proposed, or take the proposal."""
    issue = await _current(callback, press, desk)
    if issue is None:
        return
    if press.action == "propose":
        await _taken(callback, issue, await desk.weekly.propose_foreword(issue, desk.actor), desk)
        return
    member = await desk.weekly.members.member(desk.user.id)
    name = member.byline if member else desk.user.full_name
    arrangement = Arrangement(take_proposal=True) if press.action == "accept" else Arrangement(editor=name)
    arranged = await desk.weekly.reviewing.arrange_issue(issue.id, press.version, arrangement, desk.actor)
    mine = arranged is not None and arranged.by in {None, desk.actor}
    await _taken(callback, issue, arranged.issue if arranged and mine else None, desk)


async def prompt(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Ask for what is to be written."""
    if issue := await _current(callback, press, desk):
        await (ask_foreword if press.action == "foreword" else ask_unfreezing)(callback, issue, desk)


async def include(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Take an answered question into the issue, and ask whoever asked it."""
    written = await desk.weekly.reviewing.include_answer(press.id, press.number or 0, desk.actor)
    spoken = desk.audience.language
    said = Overview.INCLUDED.say(spoken, id=written.note.id) if written else Overview.NOT_THERE.say(spoken)
    issue = await desk.weekly.issues.issue(press.id)
    if issue is not None:
        shown = await _leaf(issue, Press("issue", "answers", more="0"), desk) or await _overview(issue, desk)
        await _put(callback, *shown)
    await notice(callback, said, alert=True)


def _steps(press: Press, desk: Desk) -> Callable[[Issue, str], Awaitable[Issue | None]]:
    weekly = desk.weekly

    async def settle(issue: Issue, actor: str) -> Issue | None:
        said = Doubts(resend=[press.more]) if press.action == "resend" else Doubts(settled=[press.more])
        return await weekly.retry_issue(issue, actor, said)

    steps: dict[str, Callable[[Issue, str], Awaitable[Issue | None]]] = {
        "close": weekly.close_issue,
        "reopen": weekly.reopen_issue,
        "freeze": weekly.freeze_issue,
        "publish": weekly.publish_issue,
        "skip": weekly.skip_issue,
        "retry": weekly.retry_issue,
    }
    return steps.get(press.action, settle)


async def _taken(
    callback: CallbackQuery, before: Issue, after: Issue | None, desk: Desk, why: str | None = None
) -> None:
    """Show the issue as it is then, and say why it is so, or who came first where somebody did."""
    now = await desk.weekly.issues.issue(before.id)
    if now is not None:
        await _put(callback, *await _overview(now, desk))
    said = why or (Overview.SET.say(desk.audience.language) if after else await desk.changed(before.id))
    await notice(callback, said, alert=after is None or why is not None)


async def _current(callback: CallbackQuery, press: Press, desk: Desk) -> Issue | None:
    """The issue, where the button is of its version; else it is shown as it is, with who came first."""
    issue = await desk.weekly.issues.issue(press.id)
    if issue is None:
        await notice(callback, Overview.GONE.say(desk.audience.language), alert=True)
    elif issue.version == press.version or press.action in _OF_TARGETS:
        return issue
    else:
        await _taken(callback, issue, None, desk)
    return None


async def _in_work(desk: Desk) -> Issue:
    """The one in review or on its way out, else the open one."""
    in_work = await desk.weekly.issues.issues(_IN_WORK)
    return in_work[0] if in_work else await desk.weekly.issues.open(desk.now())


async def _leaf(issue: Issue, press: Press, desk: Desk) -> tuple[str, Keyboard] | None:
    name, _, page = press.more.rpartition(".")
    at = int(page) if page.isdecimal() else 0
    match press.action:
        case "section" if name in FOR_NOTES:
            return overview_pages.section_page(await _work(issue, desk), Section(name), at, desk.language)
        case "waiting":
            return overview_pages.waiting_page(await _work(issue, desk), at, desk.language)
        case "answers":
            answered = await desk.weekly.reviewing.proposed_answers(issue)
            return overview_pages.answers_page(issue, answered, at, desk.language) if answered else None
        case _:
            return await _overview(issue, desk)


async def _overview(issue: Issue, desk: Desk) -> tuple[str, Keyboard]:
    work = await _work(issue, desk)
    shown = await asyncio.to_thread(overviews.overview, work, desk.language)
    return shown, overviews.overview_buttons(work, desk.language)


async def _work(issue: Issue, desk: Desk) -> Work:
    notes = await desk.weekly.notes.of_issue(issue.id)
    members = {one.user_id: one for one in await desk.weekly.members.members()}
    named = [one.note for one in notes if not one.note.anonymous]
    bylines = {one.id: member.byline for one in named if (member := members.get(one.author_id or 0))}
    left = desk.next_cut_off(desk.now()) - desk.now() if desk.next_cut_off else None
    told = newest_of(issue, await desk.weekly.issues.publications(issue.id))
    doubts = [one.target for one in told if one.state is EffectState.UNCERTAIN]
    return Work(issue, notes, bylines, left, desk.weekly.close_issue.least, doubts)


async def _put(callback: CallbackQuery, html: str, keyboard: Keyboard) -> None:
    if isinstance(callback.message, Message):
        await rewrite(callback.message, html, inline(keyboard))
