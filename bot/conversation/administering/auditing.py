"""/audit: what was done, the newest first, a page at a time."""

from collections.abc import Sequence
from typing import Final

from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.buttons import Press
from bot.catalogue.administering import Menu
from bot.catalogue.audits import Audits
from bot.conversation.administering.desk import Desk
from bot.conversation.keyboards import inline
from bot.conversation.sending import reply
from bot.rendering import sentence
from bot.rendering.administering import Page, back, button
from bot.rendering.audits import audits
from knowledge.governance.auditing import ReadAudits
from knowledge.records import Audited

_A_PAGE: Final = 15
_MOST: Final = 50
_LONGEST: Final = 18


async def audit(message: Message, command: CommandObject, desk: Desk) -> None:
    """The newest, so many, or what is about one chat or person: a small number is how many."""
    asked = (command.args or "").strip()
    digits = asked.removeprefix("-")
    if asked and not (digits.isascii() and digits.isdecimal() and len(digits) < _LONGEST):
        await reply(message, sentence(Audits.USAGE.say(desk.audience.language)))
        return
    number = int(asked or 0)
    count, about = (min(number, _MOST) or _A_PAGE, "") if 0 <= number <= _MOST else (_A_PAGE, asked)
    text, keyboard = await audit_page(desk, Press("admin", "audit", 0, count, about))
    await reply(message, [text], inline(keyboard))


async def audit_page(desk: Desk, press: Press) -> Page:
    """One page: what is older than the number of the press, of the chat or person that it names."""
    count = press.version or _A_PAGE
    about = int(press.more) if press.more.removeprefix("-").isdecimal() else None
    listed = await ReadAudits(desk.governance.audit_log)(min(count, _MOST), press.id or None, about)
    spoken = desk.audience.language
    turns = [button(Menu.NEWEST.say(spoken), "audit", 0, press.version, press.more)] if press.id else []
    if len(listed) == count:
        turns.append(button(Menu.EARLIER.say(spoken), "audit", listed[-1].id, press.version, press.more))
    text = audits(listed, await _names(listed, desk), desk.audience)
    return text, (*([tuple(turns)] if turns else []), back(desk.audience))


async def _names(listed: Sequence[Audited], desk: Desk) -> dict[str, str]:
    """What chats and sources are called now, by subject."""
    wanted = {one.audit.subject for one in listed}
    chats = {f"chat:{one.chat_id}": one.title or "" for one in await desk.governance.admissions.admissions()}
    sources = {f"source:{one.source.id}": one.source.title for one in await desk.administration.library.sources()}
    return {subject: name for subject, name in (chats | sources).items() if subject in wanted and name}
