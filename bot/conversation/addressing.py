"""Is a message meant for the bot, and what does it ask."""

import re

from aiogram import Bot
from aiogram.enums import ChatType, MessageEntityType
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message, MessageEntity, User

from knowledge.records import Way

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,64})(?:@(?P<bot>[A-Za-z0-9_]+))?(?=[\s，,：:、]|$)")
_ASK = re.compile(r"/ask(?:@[A-Za-z0-9_]+)?(?![A-Za-z0-9_])[\s，,：:、]*", re.IGNORECASE)
_GLUED = re.compile(r"(/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?)(?:[，,：:、]+|(?=[^\x00-\x7f]))")
_SPACE = " ".encode("utf-16-le")
_LEANING = re.compile(
    r"这|那[个种些样里句段]|它|上面|上述|[他她]说|什么意思|怎么理解|^(?:为什么|为啥|怎么办|对吗|是吗|真的吗)[?？]?$"
    r"|\b(?:this|that|it|these|those|above)\b|^why\??$",
    re.IGNORECASE,
)
_SHORT = 40
"""So many characters of a question may be about the message that it replies to; a longer one says what it means."""
_ABOUT = 1000
"""How many characters of that message are asked about."""


class Addressed(Filter):
    """Lets through what is said to the bot: private text, a mention, a reply to it; never a command.

    What was forwarded to a group was said to somebody else, and a result of inline mode is the bot's own words.
    """

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Whether the message has words for the bot."""
        if not text_of(message) or is_command(message):
            return False
        if message.forward_origin is not None and not is_private(message):
            return False
        me = await bot.me()
        if message.via_bot is not None and message.via_bot.id == me.id:
            return False
        return is_private(message) or bool(_mentions(message, me)) or _is_reply_to(message, me)


class LooseCommand(Command):
    """A command whose words may follow without a space, behind a comma or colon or as Chinese."""

    @classmethod
    def extract_command(cls, text: str) -> CommandObject:
        """The command and its words, as with a space between them."""
        glued = _GLUED.match(text)
        return super().extract_command(f"{glued[1]} {text[glued.end() :]}" if glued else text)


class UnknownCommand(Filter):
    """Lets through commands to this bot: in a group only those that name it."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Whether the message is a command for this bot."""
        command = _COMMAND.match(text_of(message))
        if not command:
            return False
        if not command["bot"]:
            return is_private(message)
        return command["bot"].casefold() == ((await bot.me()).username or "").casefold()


def is_spoken_to(message: Message, me: User) -> bool:
    """Whether a message is meant for the bot, or is a command that may be its own: all that is said in private is."""
    command = _COMMAND.match(text_of(message))
    if command:
        return not command["bot"] or command["bot"].casefold() == (me.username or "").casefold()
    return is_private(message) or bool(_mentions(message, me)) or _is_reply_to(message, me)


def command_of(message: Message) -> str:
    """The name of the command that a message is, in small letters; empty where it is none."""
    command = _COMMAND.match(text_of(message))
    return command["name"].lower() if command else ""


def text_of(message: Message) -> str:
    """The text, or the caption of a photo or file."""
    return message.text or message.caption or ""


def is_command(message: Message) -> bool:
    """Whether the message is a command, for whichever bot."""
    return bool(_COMMAND.match(text_of(message)))


def is_private(message: Message) -> bool:
    """Whether the message came in a private chat."""
    return message.chat.type == ChatType.PRIVATE


def way_of(message: Message, me: User) -> Way | None:
    """How a message came to the bot; None where it was not meant for it."""
    if is_command(message) or _ASK.match(text_of(message)):
        return Way.COMMAND
    if is_private(message):
        return Way.PRIVATE
    if _mentions(message, me):
        return Way.MENTION
    return Way.REPLY if _is_reply_to(message, me) else None


def question_of(message: Message, me: User) -> str:
    """What is asked: the words beside the command or mention, else the words of the message replied to.

    Both where a few words point to what somebody else has said. Empty where there are neither.
    """
    own, other = _own_words(message, me), _words_replied_to(message, me)
    points = len(own) <= _SHORT and _LEANING.search(own) and not _is_reply_to(message, me)
    return f"{other[:_ABOUT]}\n{own}" if own and other and points else own or other


def _own_words(message: Message, me: User) -> str:
    # entities count UTF-16 units: cut in that encoding, or an emoji shifts everything behind it
    units = text_of(message).encode("utf-16-le", "surrogatepass")
    for entity in sorted(_mentions(message, me), key=lambda mention: mention.offset, reverse=True):
        before, after = units[: entity.offset * 2], units[(entity.offset + entity.length) * 2 :]
        units = before + (after.removeprefix(_SPACE) if before.endswith(_SPACE) else after)
    words = units.decode("utf-16-le", "replace").strip()
    return _ASK.sub("", words, count=1).strip() if _ASK.match(words) else words


def _words_replied_to(message: Message, me: User) -> str:
    if message.quote:
        return message.quote.text.strip()
    original = message.reply_to_message
    return text_of(original).strip() if original and not _is_reply_to(message, me) else ""


def _mentions(message: Message, me: User) -> list[MessageEntity]:
    text = text_of(message)
    return [entity for entity in _entities(message) if _is_mention_of(me, entity, text)]


def _entities(message: Message) -> list[MessageEntity]:
    return (message.entities if message.text else message.caption_entities) or []


def _is_mention_of(me: User, entity: MessageEntity, text: str) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    name = f"@{me.username}".casefold()
    return entity.type == MessageEntityType.MENTION and entity.extract_from(text).casefold() == name


def _is_reply_to(message: Message, me: User) -> bool:
    """Whether it answers a message of the bot; in a forum every message replies to the topic's opening."""
    original = message.reply_to_message
    if not original or original.forum_topic_created:
        return False
    return original.from_user is not None and original.from_user.id == me.id
