"""Messages as lines."""

from io import StringIO

from aiogram.types import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message
from rich.console import Console

from bot.terminal.drawing import Page, draw
from bot.terminal.markup import parse
from tests.fakes import NOON


def message(html: str, *labels: str) -> Message:
    """A message of the bot."""
    text, entities = parse(html)
    row = [InlineKeyboardButton(text=label, callback_data="x") for label in labels]
    return Message(
        message_id=1,
        date=NOON,
        chat=Chat(id=2, type="private"),
        text=text,
        entities=entities,
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[row]) if row else None,
    )


def drawn(html: str, *labels: str, links: bool = False) -> list[str]:
    """The lines as strings."""
    return [line.plain for line in draw(message(html, *labels), Page(40, links=links))]


def test_a_quotation_has_a_bar() -> None:
    """On each of its lines, and on no other."""
    assert drawn("前\n\n<blockquote>一\n\n二</blockquote>\n后") == ["● 前", "", "  │ 一", "  │ ", "  │ 二", "  后"]


def test_a_deep_link_is_shown_as_its_command() -> None:
    """The terminal cannot open a chat with the bot: it is one."""
    assert drawn('<a href="https://t.me/zixue_bot?start=e_a-1">题</a>') == ["● 题 (/entry a-1)"]
    assert drawn('<a href="https://t.me/zixue_bot?start=s_a-1">题</a>') == ["● 题 (/start s_a-1)"]


def test_an_address_is_shown_whole_in_a_transcript_and_short_on_a_terminal() -> None:
    """A terminal opens the link by itself."""
    html = '<a href="https://example.org/long/path">原文</a>'
    assert drawn(html) == ["● 原文 <https://example.org/long/path>"]
    assert drawn(html, links=True) == ["● 原文 (example.org)"]


def test_an_address_that_is_its_own_text_is_shown_once() -> None:
    """Nothing is said twice."""
    assert drawn('<a href="https://example.org">https://example.org</a>') == ["● https://example.org"]


def test_buttons_are_numbers() -> None:
    """That is how they are pressed."""
    assert drawn("一", "上一页", "下一页") == ["● 一", "", "  [1] 上一页   [2] 下一页"]


def test_a_button_is_not_broken_where_a_line_ends() -> None:
    """Rows that do not fit into one line begin lines of their own."""
    rows = [["论文速递", "✓ 学习心得"], ["疑问解答", "资料", "确认投稿", "再改改"]]
    keyboard = [[InlineKeyboardButton(text=label, callback_data="x") for label in row] for row in rows]
    shown = message("一").model_copy(update={"reply_markup": InlineKeyboardMarkup(inline_keyboard=keyboard)})
    assert [line.plain for line in draw(shown, Page(42, links=False))][2:] == [
        "  [1] 论文速递   [2] ✓ 学习心得",
        "  [3] 疑问解答   [4] 资料   [5] 确认投稿",
        "  [6] 再改改",
    ]


def test_styles_follow_the_entities() -> None:
    """Also behind an emoji, which is two units of an offset."""
    (line,) = draw(message("👍<b>重</b>点"), Page(40, links=True))
    bold = [line.plain[span.start : span.end] for span in line.spans if getattr(span.style, "bold", False)]
    assert bold == ["重"]


def test_an_indented_line_keeps_its_indentation() -> None:
    """Code is not flattened."""
    assert drawn("<pre>for x:\n    y()</pre>") == ["● for x:", "      y()"]


def test_a_mark_and_a_bar_do_not_colour_the_line() -> None:
    """The words of an answer and of its sources are in the terminal's own colour."""
    console = Console(file=StringIO(), force_terminal=True, color_system="standard", width=40)
    lines = draw(message("一<b>二</b>\n<blockquote>三</blockquote>", "四"), Page(40, links=False))
    for line in lines:
        console.print(line, highlight=False)
    shown = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert shown == [
        "\x1b[32m● \x1b[0m一\x1b[1m二\x1b[0m",
        "  \x1b[2m│ \x1b[0m三",
        "",
        "  \x1b[33m[1] 四\x1b[0m",
    ]
