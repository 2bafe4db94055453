import datetime as dt
import re
from pathlib import Path

import pytest

from knowledge.ports import Shape
from knowledge.reading.repair import LOST_FORMULA, clean, is_damaged
from knowledge.reading.shapes import blog_index, by_score, post_feed, scraped_page
from knowledge.records import Page, Reading

pytestmark = pytest.mark.shared

SEEDS: dict[str, Shape] = {"002": blog_index, "003": post_feed, "004": scraped_page}
HAN = "\u4e00-\u9fff"


@pytest.fixture(params=["folded", "full width"])
def width(request: pytest.FixtureRequest) -> str:
    """The seeds as they were collected, and with the punctuation that their collector folded."""
    return str(request.param)


def _page(shared: Path, seed: str, width: str) -> Page:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    text = path.read_text(encoding="utf-8")
    if width == "full width":
        text = re.sub(f"(?<=[{HAN}])[,:;!](?=[{HAN}\n])", lambda found: chr(ord(found[0]) + 0xFEE0), text)
        text = re.sub(f"(?<=[{HAN}])\\((?=[{HAN}\\w]+\\))([{HAN}\\w]+)\\)", r"（\1）", text)
    return Page(path.name, clean(text))


def _read(shared: Path, seed: str, width: str) -> Reading:
    return SEEDS[seed].read(_page(shared, seed, width))


@pytest.mark.parametrize("seed", SEEDS)
def test_each_seed_is_won_by_its_shape(shared: Path, width: str, seed: str) -> None:
    """No other shape thinks it can read the page better, and the two others of these see nothing in it."""
    page = _page(shared, seed, width)
    assert by_score(page)[0] is SEEDS[seed]
    assert all(shape.score(page) < 0.2 for other, shape in SEEDS.items() if other != seed)


def test_the_blog_index_has_ten_cut_off_posts(shared: Path, width: str) -> None:
    """Every post is titled by its own heading and marked as cut off."""
    entries = _read(shared, "002", width).entries
    openings = (
        "Densely Connected",
        "使用Neo4j",
        "TensorFlow学习笔记",
        "Snapshot Ensembles Train 1",
        "理解RNN",
        "Introduction to Pseudo",
        "自然语言处理中的Attention",
        "Summary of kaggle",
        "使用Keras进行数据处理",
        "Keras中的模型学习",
    )
    assert len(entries) == len(openings)
    assert all(entry.title.startswith(opening) for entry, opening in zip(entries, openings, strict=True))
    assert all(entry.truncated for entry in entries)


def test_glued_code_of_the_blog_index_is_fenced(shared: Path, width: str) -> None:
    """Three listings lie in fences without their line numbers; none is a title or prose."""
    entries = _read(shared, "002", width).entries
    fenced = [code for entry in entries for code in re.findall("```\n(.*)\n```", entry.text)]
    assert [code[:11] for code in fenced] == ["keras.prepr", "from keras.", "from keras."]
    prose = "".join(re.sub("```\n.*\n```", "", entry.title + entry.text) for entry in entries)
    assert "1234" not in prose
    assert "import Sequentialfrom" not in prose


def test_the_feed_has_twelve_posts_with_titles_of_their_own(shared: Path, width: str) -> None:
    """A post is called by what it is about."""
    entries = _read(shared, "003", width).entries
    assert [entry.title for entry in entries] == [
        "重参数",
        "深度学习偏置的作用?",
        "神经网络处理的东西都是连续的浮点数",
        "现有的两大类方法:image pyramid",
        "小目标和小人脸的检测",
        "Anchorfree(无锚点)",
        "YOLO的核心思想",
        "如何计算RF",
        "正则化",
        "Kernel Logistic Regression",
        "EM算法",
        "过拟合(overfitting)" if width == "folded" else "过拟合（overfitting）",
    ]
    assert [entry.truncated for entry in entries] == [number != 7 for number in range(12)]


def test_the_feed_keeps_formulas_and_marks_lost_ones(shared: Path, width: str) -> None:
    """Inline TeX is verbatim, placeholders are marked, banner and pager are gone."""
    text = "\n".join(entry.text for entry in _read(shared, "003", width).entries)
    assert "\\(f(z)\\)" in text
    assert text.count(LOST_FORMULA) == 10
    assert not re.search(r"\[(?:Math|公式)\]|TRANSMISSION|LATEST UPDATES|1 2 3 \.\.\.", text)


def test_the_scraped_article_has_four_papers(shared: Path, width: str) -> None:
    """Authors, both titles, links and the page's date stand in their fields."""
    reading = _read(shared, "004", width)
    assert reading.title == "9月深度學習論文任務送達 內附論文讀后總結"
    assert reading.date == dt.date(2021, 9, 7)
    assert [(entry.author, entry.url) for entry in reading.entries] == [
        ("Feurer et al. (2021)", "https://ml.informatik.uni-freiburg.de/papers/21-ARXIV-ASKL2.pdf"),
        ("Steiner et al. (2021)", "https://arxiv.org/abs/2106.10270"),
        ("Jastrzebski et al. (2021)", "https://arxiv.org/abs/2012.14193"),
        ("Raghu et al. (2021)", "https://arxiv.org/abs/2108.08810"),
    ]
    assert [[link.text for link in entry.links] for entry in reading.entries] == [
        ["Paper", "Code"],
        ["Paper", "Code"],
        ["Paper"],
        ["Paper"],
    ]
    assert {entry.date for entry in reading.entries} == {reading.date}


def test_a_paper_of_the_scraped_article_has_both_titles(shared: Path, width: str) -> None:
    """The English title stands first, the Chinese one behind it."""
    titles = [entry.title.split(" / ") for entry in _read(shared, "004", width).entries]
    assert [english.split(":")[0].split("?")[0] for english, _ in titles] == [
        "Auto-Sklearn 2.0",
        "How to train your ViT",
        "Catastrophic Fisher Explosion",
        "Do Vision Transformers See Like Convolutional Neural Networks",
    ]
    assert all(re.search(f"[{HAN}]{{2}}", chinese) for _, chinese in titles)


def test_summaries_of_the_scraped_article_begin_and_end_where_they_do(shared: Path, width: str) -> None:
    """The whole summary, traditional as it was, without inserted pinyin, and nothing behind it."""
    texts = [entry.text for entry in _read(shared, "004", width).entries]
    assert [text[:6] for text in texts] == ["Auto-M", "雖然 Vis", "人們經常會讀", "Vision"]
    assert [text[-6:] for text in texts] == [
        "的技術水平。",
        "支持的聲明。",
        "為聯系起來。",
        "0 數據集。",
    ]
    assert not any(re.search("[āáǎàēéěèīíǐìōóǒòūúǔùǜ]", text) for text in texts)


def test_lost_characters_of_the_scraped_article_are_known(shared: Path, width: str) -> None:
    """Only the three damaged paragraphs of the second paper count as damaged."""
    damaged = [sum(map(is_damaged, entry.text.split("\n\n"))) for entry in _read(shared, "004", width).entries]
    assert damaged == [0, 3, 0, 0]


def test_no_spam_reaches_an_entry(shared: Path, width: str) -> None:
    """Adult words, gambling, place names, the site and its comments are in no title, text or link."""
    needles = (
        "情侣", "av片", "内裤", "棋牌", "县|", "明溪", "丰宁", "散文", "登陸", "投稿", "深度之眼", "免責",
        "更新", "星標", "不迷路", "評論", "分享到", "國家法律", "参考文档", "參考文檔\n", "mlcollage", "學姐",
    )  # fmt: skip
    for entry in _read(shared, "004", width).entries:
        kept = f"{entry.title}\n{entry.text}\n{entry.links}"
        assert [needle for needle in needles if needle in kept] == []
