"""Splitting on both of Telegram's limits."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from teremok.validation import validate_html

from bot.rendering.layout import Limits, messages
from bot.rendering.markdown import markdown
from bot.rendering.runs import Block, Frame, Run, clean
from bot.terminal.markup import parse
from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.html import HtmlParser
from tests.fakes.telegram_server.texts import Formatted, all_entities

TAGS = st.lists(st.sampled_from(["b", "i", "s", "code"]), max_size=2, unique=True).map(tuple)
TEXT = st.text(alphabet=st.sampled_from("学习<&>\"'。，. a\n🙂é[1]$@/"), max_size=60)
RUNS = st.builds(Run, TEXT, TAGS, st.sampled_from([None, 'https://example.org/?a=1&b="2"']), st.booleans())
BLOCKS = st.lists(
    st.builds(Block, st.lists(RUNS, max_size=8).map(tuple), st.sampled_from(Frame), st.just(""), st.integers(1, 2)),
    max_size=12,
)
LIMITS = st.builds(Limits, st.integers(20, 200), st.integers(4, 12))

FOUND = st.sampled_from(["#学习 ", "@zixue ", "/ask ", "https://a.org/x ", "b@c.org ", "。", "字", "a", "/", "#", "\n"])
STYLES = st.lists(st.sampled_from(["b", "i", "u", "s", "code"]), max_size=4, unique=True).map(tuple)
LINKING = st.builds(Run, st.lists(FOUND, max_size=6).map("".join), STYLES, st.sampled_from([None, "https://d.org/"]))
LINKING_BLOCKS = st.lists(
    st.builds(Block, st.lists(LINKING, max_size=6).map(tuple), st.sampled_from(Frame), st.just(""), st.integers(1, 2)),
    max_size=6,
)
NESTED = st.recursive(
    FOUND,
    lambda inner: st.tuples(st.sampled_from(["**", "*", "~~"]), st.lists(inner, min_size=1, max_size=4)).map(
        lambda node: f"{node[0]}{'，'.join(node[1])}{node[0]}"
    ),
    max_leaves=20,
).map(markdown)


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def counted(html: str) -> list[Json]:
    """The entities of a message as Telegram counts them."""
    return all_entities(Formatted(*HtmlParser(html.encode()).parse()))


def letters(text: str) -> str:
    """Text without white space, which is where messages are split."""
    return "".join(text.split())


@given(BLOCKS, LIMITS)
@example([Block((Run("字" * 50, whole=True),))], Limits(20, 3))
def test_every_message_keeps_both_limits(blocks: list[Block], limits: Limits) -> None:
    """No message has more units or entities than Telegram takes, whatever stands in it."""
    for message in messages(blocks, limits):
        text, entities = parse(message)
        assert 0 < units(text) <= limits.units
        assert len(entities) <= limits.entities


@given(LINKING_BLOCKS | NESTED, st.builds(Limits, st.just(4096), st.integers(6, 30)))
@settings(max_examples=60)
@example([Block((Run("#学 " * 40, ("b",)),))], Limits())
@example(
    [Block((Run("甲 ", ("b",)), Run("a", ("b",), "https://d.org/"), Run(" 乙", ("b",)))) for _ in range(34)], Limits()
)
def test_telegram_counts_no_more_entities_than_a_message_may_have(blocks: list[Block], limits: Limits) -> None:
    """It splits a style at every link in it, also at those that it finds itself; beyond the limit links vanish."""
    for message in messages(blocks, limits):
        validate_html(message)
        assert len(counted(message)) <= limits.entities


@given(BLOCKS, LIMITS)
def test_nothing_is_lost_in_splitting(blocks: list[Block], limits: Limits) -> None:
    """The messages together hold every visible character, in order."""
    shown = "".join(parse(message)[0] for message in messages(blocks, limits))
    assert letters(shown) == letters("".join(run.text for block in blocks for run in block.runs))


@given(st.text(max_size=300))
def test_any_text_becomes_well_formed_html(text: str) -> None:
    """Signs of HTML in a text are text."""
    block = Block((Run(clean(text), ("b",)),))
    assert letters("".join(parse(message)[0] for message in messages([block]))) == letters(clean(text))


def test_a_block_that_fits_the_next_message_is_not_split() -> None:
    """Messages break between entries where they can."""
    first, second = "甲" * 15, "乙" * 15
    assert messages([Block((Run(first),)), Block((Run(second),))], Limits(20)) == [first, second]


def test_a_long_paragraph_is_split_after_a_sentence_with_its_citation() -> None:
    """A sentence keeps its [n]."""
    text = "门控决定放行多少。[1]状态保存长期的信息。[2]输出再过一次双曲正切。[3]"
    parts = messages([Block((Run(text),))], Limits(20))
    assert parts == ["门控决定放行多少。[1]", "状态保存长期的信息。[2]", "输出再过一次双曲正切。[3]"]


def test_a_formula_is_not_split() -> None:
    """A run that is whole moves to the next message."""
    block = Block((Run("能量是"), Run("a = b + c + d", whole=True), Run("这样的。")))
    assert messages([block], Limits(15)) == ["能量是", "a = b + c + d这样", "的。"]


def test_styles_and_frames_are_closed_and_opened_again() -> None:
    """Both halves of a split quotation are quotations."""
    block = Block((Run("一" * 10 + "。" + "二" * 10, ("b",)),), Frame.FOLDED)
    first, second = messages([block], Limits(12))
    assert first == f"<blockquote expandable><b>{'一' * 10}。</b></blockquote>"
    assert second == f"<blockquote expandable><b>{'二' * 10}</b></blockquote>"


def test_a_listing_keeps_its_indentation_and_language_when_split() -> None:
    """Code is split at line ends and keeps leading spaces."""
    first, second = messages([Block((Run("for x in y:\n    step()"),), Frame.PRE, language="python")], Limits(14))
    assert first == '<pre><code class="language-python">for x in y:</code></pre>'
    assert second == '<pre><code class="language-python">    step()</code></pre>'


def test_links_that_telegram_finds_itself_count_as_entities() -> None:
    """A text with many bare addresses is split before Telegram drops real links."""
    block = Block((Run("见 https://a.example/x 。" * 150),))
    assert all(len(re.findall("https://", message)) <= 100 for message in messages([block]))


def test_a_huge_paragraph_without_any_border_is_split() -> None:
    """A pathological entry does not stop the bot."""
    parts = messages([Block((Run("无标点" * 60_000),))])
    assert len(parts) == 44
    assert "".join(parts) == "无标点" * 60_000
