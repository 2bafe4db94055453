"""Which markup Telegram takes, judged twice: by this double and by teremok, written apart from it."""

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given, settings
from hypothesis import strategies as st
from teremok.validation import ApiRuleViolation, validate_html

from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.entities import normal
from tests.fakes.telegram_server.errors import Refused
from tests.fakes.telegram_server.html import HtmlParser


def parsed(html: str) -> tuple[str, list[Json]]:
    """What the double reads."""
    return HtmlParser(html.encode()).parse()


def refusal(html: str) -> str:
    """In which words the double refuses markup."""
    with pytest.raises(Refused) as refused:
        parsed(html)
    return refused.value.description.removeprefix("Bad Request: can't parse entities: ")


def teremok_takes(html: str) -> bool:
    """Whether the second oracle takes markup."""
    try:
        validate_html(html)
    except ApiRuleViolation:
        return False
    return True


READ: list[tuple[str, str, list[Json]]] = [
    ("a &lt; b &amp;&amp; &quot;c&quot; &#8364;&#x1F642;", 'a < b && "c" €🙂', []),
    ("🙂<b>字</b>", "🙂字", [{"type": "bold", "offset": 2, "length": 1}]),
    (
        "<i>a<B>b</B></i>",
        "ab",
        [{"type": "bold", "offset": 1, "length": 1}, {"type": "italic", "offset": 0, "length": 2}],
    ),
    (
        "<s>x</s><u>y</u>",
        "xy",
        [{"type": "strikethrough", "offset": 0, "length": 1}, {"type": "underline", "offset": 1, "length": 1}],
    ),
    ('<span class="tg-spoiler">x</span>', "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
    (
        '<a href="https://arxiv.org/abs/1?a=1&amp;b=2">x</a>',
        "x",
        [{"type": "text_link", "offset": 0, "length": 1, "url": "https://arxiv.org/abs/1?a=1&b=2"}],
    ),
    ('<a href="javascript:alert(1)">x</a>', "x", []),
    (
        '<pre><code class="language-python">x=1</code></pre>',
        "x=1",
        [{"type": "pre", "offset": 0, "length": 3, "language": "python"}],
    ),
    ("<blockquote expandable>x</blockquote>", "x", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
]


@pytest.mark.parametrize(("html", "text", "entities"), READ)
def test_valid_markup_becomes_text_and_entities(html: str, text: str, entities: list[Json]) -> None:
    """Bot API, "HTML style": offsets in UTF-16 units; a link that leads nowhere leaves its text only."""
    assert parsed(html) == (text, entities)
    assert teremok_takes(html)


REFUSED = [
    ("字<br>x", 'Unsupported start tag "br" at byte offset 3'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<user@example.com>", 'Unsupported start tag "user@example.com" at byte offset 0'),
    ("x <b", "Unclosed start tag at byte offset 2"),
    ("<a href>x", 'Can\'t find end tag corresponding to start tag "a"'),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
]


@pytest.mark.parametrize(("html", "words"), REFUSED)
def test_invalid_markup_is_refused_with_its_byte_offset(html: str, words: str) -> None:
    """Tdlib's own words (MessageEntity.cpp `parse_html`); the other oracle refuses it too."""
    assert refusal(html) == words
    assert not teremok_takes(html)


DISPUTED = [
    ("AT&T &nbsp; &lt", True, "an unknown reference stays text, a semicolon may be missing: `decode_html_entity`"),
    ('<b class="x">y</b>', True, "attributes without a meaning are passed over: `parse_html`"),
    ("<a>https://arxiv.org</a>", True, "a link without an address takes its text for one: `parse_html`"),
    ("<b>x</>", True, "an end tag without a name ends the last one: `parse_html`"),
    ("<a href=x.org>y</a>", True, "a value of letters, digits, dots and dashes needs no quotes: `parse_html`"),
    ('<tg-emoji emoji-id="x">🙂</tg-emoji>', False, "an emoji's id is a positive number: `parse_html`"),
]


@pytest.mark.parametrize(("html", "telegram_takes", "_why"), DISPUTED)
def test_where_the_oracles_disagree_tdlib_decides(html: str, *, telegram_takes: bool, _why: str) -> None:
    """The Bot API's page says less than its parser does; each case names the parser's rule."""
    if telegram_takes:
        parsed(html)
    else:
        refusal(html)
    assert teremok_takes(html) is not telegram_takes


TAGS = ["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler", "STRONG"]
PIECES = st.one_of(
    st.text("ab 字，\n🙂", min_size=1, max_size=3),
    st.sampled_from(
        ["&lt;", "&amp;", "&#65;", '<a href="https://x.org/">', "</a>", "<br>", "<p>", '<span class="tg-spoiler">']
    ),
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
)


@given(st.lists(PIECES, max_size=8).map("".join))
@settings(max_examples=150)
def test_both_oracles_agree_on_any_markup(html: str) -> None:
    """Whatever comes out of tags, ends, references and text in any order is valid to both or to neither."""
    if teremok_takes(html):
        parsed(html)
    else:
        refusal(html)


STYLE = st.sampled_from(["b", "i", "u", "s", "tg-spoiler"])
NESTED = st.recursive(
    st.text("ab 字<&\n🙂", min_size=1, max_size=4).map(html_decoration.quote),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "u", "s", "tg-spoiler"]), st.lists(inner, min_size=1, max_size=3)
    ).map(lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"),
    max_leaves=6,
)


@given(NESTED)
@settings(max_examples=100)
def test_entities_say_what_the_markup_said(html: str) -> None:
    """Written out again by aiogram and read again, text and entities are the same."""
    text, entities = parsed(html)
    entities = normal(entities)
    again = html_decoration.unparse(text, [MessageEntity.model_validate(entity) for entity in entities])
    assert parsed(again)[0] == text
    assert _styled(parsed(again)[1]) == _styled(entities)


def _styled(entities: list[Json]) -> set[tuple[object, int]]:
    """Which style every unit of the text has."""
    spans = [(one["type"], int(str(one["offset"])), int(str(one["length"]))) for one in entities]
    return {(kind, unit) for kind, offset, length in spans for unit in range(offset, offset + length)}


def test_entities_are_kept_as_telegram_nests_them() -> None:
    """Styles that meet become one and stop at code; a link inside a link and a quote inside a quote are dropped."""
    html = "<b>a<b>b</b><code>c</code>d</b><i>e</i><i>f</i>"
    assert [(one["type"], one["offset"], one["length"]) for one in normal(parsed(html)[1])] == [
        ("bold", 0, 2),
        ("code", 2, 1),
        ("bold", 3, 1),
        ("italic", 4, 2),
    ]
    quote = '<blockquote>a<blockquote>b</blockquote></blockquote><a href="x.org">c<a href="y.org">d</a></a>'
    assert [(one["type"], one["length"]) for one in normal(parsed(quote)[1])] == [("blockquote", 2), ("text_link", 2)]


SPLIT = [
    ([("italic", 1, 1), ("italic", 0, 1)], [("italic", 0, 2)]),
    ([("italic", 0, 2), ("bold", 1, 2)], [("italic", 0, 1), ("bold", 1, 2), ("italic", 1, 1)]),
    ([("underline", 0, 2), ("spoiler", 0, 1)], [("underline", 0, 2), ("spoiler", 0, 1)]),
    ([("bold", 0, 3), ("text_link", 1, 1)], [("bold", 0, 1), ("text_link", 1, 1), ("bold", 1, 1), ("bold", 2, 1)]),
    ([("pre", 0, 3), ("strikethrough", 1, 1)], [("pre", 0, 3)]),
    ([("pre", 0, 3), ("blockquote", 1, 1)], [("blockquote", 1, 1)]),
]


@pytest.mark.parametrize(("given_entities", "kept"), SPLIT)
def test_styles_are_split_at_the_borders_of_others(
    given_entities: list[tuple[str, int, int]], kept: list[tuple[str, int, int]]
) -> None:
    """As tdlib's own tests have it (test/message_entities.cpp `fix_formatted_text`): one style may count as three."""
    entities: list[Json] = [
        {"type": kind, "offset": offset, "length": length} for kind, offset, length in given_entities
    ]
    assert [(one["type"], one["offset"], one["length"]) for one in normal(entities)] == kept
