"""What Telegram would make tappable by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.autolinks import defused, inert
from bot.rendering.layout import messages
from bot.rendering.markdown import markdown
from bot.rendering.plain import plain
from bot.rendering.runs import Block, Frame, Run
from tests.attack.judging import found_in, tappable
from tests.attack.payloads import CARRIERS
from tests.fakes.telegram_server.html import HtmlParser


def found(html: str) -> list[str]:
    """What clients would still find in a message."""
    text, entities = HtmlParser(html.encode()).parse()
    return tappable(text, entities)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_spelling_of_an_address_can_be_tapped(carrier: str) -> None:
    """Neither across emphasis, formulas and unseen characters, nor as a number, a name or a command."""
    for html in messages(defused(markdown(f"一句话 {carrier.format('stolen')} 完。"))):
        assert not found(html)
        assert not found_in(plain(html))
        assert "<a " not in html


@given(st.lists(st.sampled_from([*CARRIERS, "**", "`", "$", "，", " ", "词", "\n", "_", "~~", "[1]"]), max_size=12))
def test_what_stands_beside_an_address_does_not_wake_it(pieces: list[str]) -> None:
    """In any order and between any marks."""
    for html in messages(defused(markdown("".join(pieces)))):
        assert not found(html)


def test_styles_around_an_address_stay() -> None:
    """An address that is half bold is code in two pieces, of which one is bold."""
    half_bold = [Run("见 "), Run("evil", ("b",)), Run(".example 吧")]
    expected = (Run("见 "), Run("evil", ("b", "code"), whole=True), Run(".example", ("code",), whole=True), Run(" 吧"))
    assert inert(half_bold) == expected


def test_links_and_listings_stay_as_they_are() -> None:
    """A link is meant, and nothing is found in a listing."""
    link = Run("a.example", href="https://a.example/")
    assert inert([link]) == (link,)
    listing = Block((Run("import a.example"),), Frame.PRE)
    assert defused([listing]) == [listing]


@pytest.mark.parametrize(
    "text", ["NDCG@10 与召回率@10", "输入/输出", "v1.2.3", "第 3.4 节", "C++ 与 and/or", "1/2", "#9-论2"]
)
def test_what_is_no_address_stays_plain(text: str) -> None:
    """Measures, versions and alternatives are words."""
    assert inert([Run(text)]) == (Run(text),)
