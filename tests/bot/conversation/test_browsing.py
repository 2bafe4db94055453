"""Looking things up, and leafing."""

from collections.abc import Iterable, Sequence

import pytest
from aiogram.methods import AnswerCallbackQuery

from bot.catalogue import Words
from bot.conversation.leafing import Leaf
from knowledge.records import LinkDescription
from tests.bot.doubles import Conversation, library
from tests.fakes import NOON


async def test_search_shows_entries() -> None:
    """Words in, entries out; no answer is written."""
    chat = Conversation()
    (sent,) = await chat.say("/search 门控 激活")
    await chat.say("/search：门控 激活")
    assert chat.searching.asked == ["门控 激活", "门控 激活"]
    assert chat.answering.asked == []
    assert sent.startswith("找到 1 条")


async def test_search_without_words_explains_itself() -> None:
    """An empty search searches nothing."""
    chat = Conversation()
    assert await chat.say("/search") == [Words.SEARCH_USAGE.say("zh")]
    assert chat.searching.asked == []


async def test_a_search_that_finds_nothing_says_so() -> None:
    """No results are an answer too."""
    assert await Conversation(found=[]).say("/search 天气") == [Words.NOTHING_FOUND.say("zh")]


async def test_sources_lists_what_was_read() -> None:
    """Every source with its number of entries."""
    (sent,) = await Conversation(library=await library()).say("/sources")
    assert "周刊 <第 9 期>" in sent
    assert "2 条" in sent


async def test_an_empty_library_says_how_to_fill_it() -> None:
    """A newcomer is not left alone."""
    assert await Conversation().say("/sources") == [Words.NOTHING_READ.say("zh")]


async def test_entry_shows_one_in_full() -> None:
    """By its id, however a phone wrote it."""
    for identifier in ("e1", "E1"):
        (sent,) = await Conversation(library=await library()).say(f"/entry {identifier}")
        assert "门的值在零和一之间。" in sent


async def test_entry_without_an_id_explains_itself() -> None:
    """An id is needed."""
    assert await Conversation().say("/entry") == [Words.ENTRY_USAGE.say("zh")]


async def test_a_long_entry_opens_at_its_first_page() -> None:
    """One message with a button, not ten messages."""
    chat = Conversation(library=await library())
    (sent,) = await chat.say("/entry e2")
    assert sent.startswith("长文")
    keyboard = chat.screen.messages[-1].reply_markup
    assert keyboard is not None
    (button,) = keyboard.inline_keyboard[0]
    assert button.text.startswith(Words.NEXT.say("zh"))


async def test_a_button_turns_the_page_in_place() -> None:
    """The second page takes the place of the first, with buttons in both directions."""
    chat = Conversation(library=await library())
    await chat.say("/entry e2")
    await chat.press(Leaf(kind="entry", identifier="e2", page=1).pack())
    (page,) = chat.screen.edits
    assert page.text is not None
    assert not page.text.startswith("长文")
    assert page.reply_markup is not None
    assert len(page.reply_markup.inline_keyboard[0]) == 2
    assert isinstance(chat.calls()[-1], AnswerCallbackQuery)


async def test_a_page_beyond_the_end_is_the_last_one() -> None:
    """An entry may have become shorter since the button was sent."""
    chat = Conversation(library=await library())
    await chat.say("/entry e2")
    await chat.press(Leaf(kind="entry", identifier="e2", page=99).pack())
    assert chat.screen.edits[-1].reply_markup is not None


async def test_pressing_twice_is_no_failure() -> None:
    """Telegram refuses an edit that changes nothing; that is not worth a word."""
    chat = Conversation(library=await library())
    await chat.say("/entry e2")
    await chat.press(Leaf(kind="entry", identifier="e2", page=1).pack())
    await chat.press(Leaf(kind="entry", identifier="e2", page=1).pack())
    assert len(chat.screen.edits) == 1
    assert chat.screen.notices == []


async def test_a_button_to_what_is_gone_says_so() -> None:
    """In a notice, not in a message."""
    chat = Conversation(library=await library())
    await chat.say("/entry e2")
    await chat.press(Leaf(kind="entry", identifier="gone").pack())
    assert chat.screen.notices == [Words.NO_SUCH_ENTRY.say("zh")]


async def test_a_button_of_another_version_is_put_away() -> None:
    """Its spinner stops, and nothing else happens."""
    chat = Conversation(library=await library())
    await chat.say("/entry e2")
    await chat.press("old:1")
    assert isinstance(chat.calls()[-1], AnswerCallbackQuery)
    assert chat.screen.edits == []


class Known:
    """`LinkDescriptions` that know one link."""

    async def descriptions(self, identities: Iterable[str]) -> dict[str, LinkDescription]:
        """What stands behind the paper."""
        known = LinkDescription("https://example.org/paper", NOON, "门控的来历", ("李红",))
        return {known.identity: known} if known.identity in set(identities) else {}

    async def describe(self, descriptions: Sequence[LinkDescription]) -> None:
        """Nothing to keep."""


@pytest.mark.parametrize("asked", ["/entry e1", "/start e_e1"])
async def test_an_entry_tells_what_its_links_are(asked: str) -> None:
    """Where the web was asked; typed and opened by a link alike."""
    chat = Conversation(library=await library())
    chat.dispatcher["link_descriptions"] = Known()
    (sent,) = await chat.say(asked)
    assert sent.endswith("• 论文 · 门控的来历 · 李红")
