import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.repair import LOST, LOST_FORMULA, clean, is_damaged

MESSY = st.text(
    st.sampled_from("學網練重的a(xuéliàn)（）?？[]公式Math，。\r\n\x85\x0c\u200b\u202e\u00adå\x88\x86é›†ã€‚Ã¥Â�")
    | st.characters(),
    max_size=80,
)


@given(MESSY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Clean text is left alone, whatever was cleaned away to reach it."""
    once = clean(text)
    assert clean(once) == once


@given(MESSY)
def test_clean_text_has_no_invisible_characters(text: str) -> None:
    """A page's text has line feeds and no other control, zero-width or bidi character."""
    assert not set(clean(text)) & set("\r\x00\x0c\x85\x9f\u2028\u200b\u200d\u202e\u2066\ufeff\u00ad\U000e0041")


def test_line_ends_become_line_feeds() -> None:
    """Windows, old Macintosh and Unicode line ends are all one line feed."""
    assert clean("一\r\n二\r三\u2028四") == "一\n二\n三\n四"


@pytest.mark.parametrize(("left", "right"), [("(", ")"), ("（", "）")])
def test_pinyin_inserted_page_wide_is_removed(left: str, right: str) -> None:
    """A converter's glosses behind every traditional character go, in brackets of either width."""
    glosses = {
        "個": "gè",
        "網": "wǎng",
        "絡": "luò",
        "訓": "xùn",
        "練": "liàn",
        "數": "shù",
        "據": "jù",
        "學": "xué",
    }
    sound = "這個網絡在訓練數據上學得很好"
    damaged = "".join(f"{it}{left}{glosses[it]}{right}" if it in glosses else it for it in sound)
    assert clean(damaged) == sound


@pytest.mark.parametrize(
    "text",
    [
        "卷积(conv)之后接注意力(attention),即函数 f(a) 与 图(b)",
        "「重(chóng)新」训练一次,不读 zhòng",
        "多音字:重(chóng)新、行(háng)列、长(zhǎng)度、率(lǜ)",
        "銜(xián)接是一個詞,銜枚也是,銜字出現了三次",
    ],
)
def test_deliberate_glosses_stay(text: str) -> None:
    """A gloss on an undamaged page, a term's English name and an argument are the author's words."""
    assert clean(text) == text


def test_a_deliberate_gloss_stays_on_a_damaged_page() -> None:
    """Only traditional characters were converted, so the gloss of another character is deliberate."""
    damaged = "網(wǎng)絡(luò)要重(chóng)新訓(xùn)練"
    assert clean(damaged) == "網絡要重(chóng)新訓練"


def test_what_the_converter_lost_is_marked() -> None:
    """A question mark left in place of a character is no question; a real question stays one."""
    damaged = "網(wǎng)絡(luò)訓(xùn)練相當(dāng)?shù)哪阅?。虼?,好嗎?更好??偟說,對嗎?,是的"
    assert clean(damaged) == f"網絡訓練相當{LOST}哪阅{LOST}。虼{LOST},好嗎?更好{LOST}偟說,對嗎?,是的"


@pytest.mark.parametrize("placeholder", ["[公式]", "[Math]", "[formula]", "［公式］", "[ 公式 ]"])
def test_a_lost_formula_is_marked(placeholder: str) -> None:
    """What a collector left in place of a formula says so."""
    assert clean(f"其形式为{placeholder}，取对数") == f"其形式为{LOST_FORMULA}，取对数"


@pytest.mark.parametrize(
    "text", ["[公式](https://e.org/a)", "![公式](a.png)", "table[Math]", "[公式]: https://e.org", "\\[x\\]"]
)
def test_links_subscripts_and_tex_are_no_lost_formulas(text: str) -> None:
    """Brackets of Markdown, of code and of TeX are kept."""
    assert clean(text) == text


def test_utf8_read_as_another_code_page_comes_back() -> None:
    """Misread bytes are read again, and the punctuation beside them keeps its width."""
    text = "模型，学习“率”（大）"
    assert clean(text.encode().decode("latin-1")) == text
    assert clean(text.encode().decode("latin-1").encode().decode("latin-1")) == text


def test_foreign_words_are_no_mojibake() -> None:
    """Accented letters of other languages stay as they are."""
    text = "Gödel、Poincaré 与 naïve «été» façade"
    assert clean(text) == text


@pytest.mark.parametrize(
    "sentence",
    [
        "相當�的性能",
        "微調?shù)哪型",
        "虼?,微調",
        "更有效??偟說",
        "效果更有效??",
        "私\ue123用",
        "锟斤拷锟斤拷",
        "?偟膩說",
    ],
)
def test_lost_characters_are_damage(sentence: str) -> None:
    """Replacement characters, private use and question marks where no question is asked."""
    assert is_damaged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "什么是梯度?",
        "真的有效吗??",
        "为什么?",
        "Is it so? Yes.",
        "a?b:c",
        "用 `list??` 查看",
        "对吗?,他问",
        "这样?那样?",
        "好。",
    ],
)
def test_a_question_is_no_damage(sentence: str) -> None:
    """Question marks behind questions, in code and in English are as they should be."""
    assert not is_damaged(sentence)


@pytest.mark.shared
def test_undamaged_controls_come_out_unchanged(shared: Path) -> None:
    """Text that was never damaged is not repaired."""
    rows = _pairs(shared)
    controls = [row for row in rows if row["kind"].startswith("clean_control")]
    assert len(controls) > 30
    assert [row["id"] for row in controls if clean(row["broken"]) != row["clean"]] == []


@pytest.mark.shared
def test_recoverable_damage_is_undone_exactly(shared: Path) -> None:
    """To the letter, nearly always: a space that stood there before others were put in cannot be told from them."""
    rows = [row for row in _pairs(shared) if row["recoverable"] and not row["kind"].startswith("clean_control")]
    undone = [row for row in rows if clean(row["broken"]) == row["clean"]]
    assert len(rows) > 80
    assert len(undone) >= 0.95 * len(rows)


@pytest.mark.shared
def test_what_is_lost_is_told_as_damage(shared: Path) -> None:
    """Whatever comes out of damage that cannot be undone is not quoted where another sentence can be."""
    rows = [row for row in _pairs(shared) if not row["recoverable"]]
    assert len(rows) > 20
    assert [row["id"] for row in rows if not is_damaged(clean(row["broken"]))] == []


def test_pictures_joined_by_an_invisible_character_stay_whole() -> None:
    """The joiner is part of the picture; between letters it is not."""
    family = "一家\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert clean(f"{family}人\u200d都在") == f"{family}人都在"


def _pairs(shared: Path) -> list[dict[str, str]]:
    lines = (shared / "data/mess/mojibake.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]
