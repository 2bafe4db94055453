"""/ingest: addresses and files become sources, in a lane of its own; tried again after a crash, it goes on."""

import asyncio
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

import structlog
from aiogram.enums import MessageEntityType
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.administering import Intake
from bot.conversation.addressing import text_of
from bot.conversation.administering.desk import Desk
from bot.conversation.administering.progress import Progress
from bot.conversation.administering.uploading import IntakeRefused, keep_document
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import sentence
from bot.rendering.intake import SoFar, progress, summary
from bot.rendering.runs import clipped, web_address
from knowledge.records import Ingested, VectorCount
from knowledge.spine.inbox import Claim

_MOST: Final = 20
_LOOK_SECONDS: Final = 1.0
_BETWEEN: Final = re.compile(r"[\s，、；]+")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+:(?!\d)", re.IGNORECASE)
_LONGEST_SHOWN: Final = 100
_log = structlog.get_logger(__name__)


async def ingest(message: Message, command: CommandObject, desk: Desk, claim: Claim | None = None) -> None:
    """Read what is named, or hangs on the message or on the one that it replies to."""
    try:
        given = await _given(message, command, desk)
    except IntakeRefused as refused:
        await reply(message, sentence(refused.words.say(desk.audience.language, **refused.values)))
        return
    await _read(message, given, desk, claim.arrived_at if claim and claim.attempt > 1 else None)


async def undo(callback: CallbackQuery, press: Press, desk: Desk) -> None:
    """Take back a source that was new; its button goes."""
    source = await desk.administration.undo(press.more, str(desk.actor))
    page = callback.message
    if isinstance(page, Message) and page.reply_markup is not None:
        left = [row for row in page.reply_markup.inline_keyboard if row[0].callback_data != press.pack()]
        markup = page.reply_markup.model_copy(update={"inline_keyboard": left}) if left else None
        await page.edit_reply_markup(reply_markup=markup)
    spoken = desk.audience.language
    if source is None:
        await notice(callback, Intake.NO_UNDO.say(spoken, id=press.more), alert=True)
    else:
        await notice(callback, Intake.UNDONE.say(spoken, title=clipped(source.title, _LONGEST_SHOWN)))


async def _given(message: Message, command: CommandObject, desk: Desk) -> list[str]:
    """Addresses, and the paths of files that were fetched.

    Raises:
        IntakeRefused: nothing is given, too much, or something that is not taken.
        LibraryUnavailable: a file cannot be kept.
    """
    given = [*_addresses(message, command), *await _files(message, desk)]
    if not given:
        raise IntakeRefused(Intake.USAGE)
    if len(given) > _MOST:
        raise IntakeRefused(Intake.TOO_MANY, most=_MOST)
    return given


async def _read(message: Message, given: Sequence[str], desk: Desk, since: dt.datetime | None) -> None:
    """Read one after the other, say how far it is, and in the end what came of it."""
    kept, audience = desk.administration, desk.audience
    shown = await Progress.begun(message, progress(SoFar(len(given), 0), audience))
    job, outcomes = f"{message.chat.id}:{message.message_id}", list[Ingested]()
    for done, one in enumerate(given, 1):
        outcomes += await kept.take_in(one, str(desk.actor), job, since)
        await shown.show(progress(SoFar(len(given), done, tuple(outcomes)), audience))
    vectors = await _vectors(SoFar(len(given), len(given), tuple(outcomes)), shown, desk)
    titles = {one.source.id: one.source.title for one in await kept.library.sources()}
    text, keyboard = summary(outcomes, titles, vectors, audience)
    _log.info("ingested_in_chat", chat_id=message.chat.id, sources=len(outcomes))
    await rewrite(shown.shown, text, inline(keyboard))


async def _vectors(so_far: SoFar, shown: Progress, desk: Desk) -> VectorCount | None:
    """Wait a while for the vectors that follow in the background; None where nothing embeds."""
    kept = desk.administration
    if not kept.patience:
        return None
    ends = asyncio.get_running_loop().time() + kept.patience
    while (count := await kept.library.vector_count(kept.embedder)).pending:
        if asyncio.get_running_loop().time() > ends:
            break
        await shown.show(progress(SoFar(so_far.all, so_far.done, so_far.outcomes, count), desk.audience))
        await asyncio.sleep(_LOOK_SECONDS)
    return count


def _addresses(message: Message, command: CommandObject) -> list[str]:
    """The addresses that are named, else those in the message that is replied to, each once.

    Raises:
        IntakeRefused: one of the words is none.
    """
    named = [_address(word) for word in _BETWEEN.split(command.args or "") if word]
    original = message.reply_to_message
    linked = _links(original) if original is not None and not named else ()
    return list(dict.fromkeys([*named, *linked]))


def _address(word: str) -> str:
    """What was named, where it is an address: a path would have a file of this machine read."""
    if word.lower().startswith(("http://", "https://")) and web_address(word):
        return word
    words = Intake.NOT_AN_ADDRESS if _SCHEME.match(word) else Intake.NO_PATHS
    shown = clipped(word, _LONGEST_SHOWN)
    raise IntakeRefused(words, **({"given": shown} if words is Intake.NOT_AN_ADDRESS else {"path": shown}))


def _links(message: Message) -> Iterator[str]:
    """What a message links to on the web."""
    text = text_of(message)
    for entity in (message.entities if message.text else message.caption_entities) or []:
        if entity.type == MessageEntityType.TEXT_LINK and web_address(entity.url):
            yield entity.url or ""
        elif entity.type == MessageEntityType.URL:
            written = entity.extract_from(text)
            address = written if "://" in written else f"https://{written}"
            if web_address(address):
                yield address


async def _files(message: Message, desk: Desk) -> list[str]:
    """The paths of the file that hangs on the message or on the one that it replies to.

    Raises:
        IntakeRefused: it is too large, or no file.
    """
    holders = [one for one in (message, message.reply_to_message) if one is not None]
    documents = [one.document for one in holders if one.document is not None]
    if not documents and any(one.photo or one.video or one.voice or one.audio for one in holders):
        raise IntakeRefused(Intake.ONLY_DOCUMENTS)
    kept = desk.administration.uploads
    return [await keep_document(one, desk.bot, kept) for one in documents]
