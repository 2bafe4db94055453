import datetime as dt
import re
from pathlib import Path

import pytest

from knowledge.reading import read
from knowledge.records import Draft, Reading

pytestmark = pytest.mark.shared

HAN = "\u4e00-\u9fff"
MEMBERS = ["大煌", "奔腾", "昨夜星辰", "大灵", "大鹏鹏", "安芯", "吕涛"]
REPOSITORIES = [
    "rusty1s/pytorch_geometric",
    "zjhuang22/maskscoring_rcnn",
    "google/compare_gan",
    "jiexiong2016/GCNv2_SLAM",
    "NUAA-AL/ALiPy",
    "switchablenorms/DeepFashion2",
    "oxwhirl/smac",
    "noahfl/sdr-densenet-pytorch",
    "tensorflow/lingvo",
    "Luolc/AdaBound",
]


@pytest.fixture(params=["folded", "full width"])
def width(request: pytest.FixtureRequest) -> str:
    """The seeds as they were collected, and with the punctuation that their collector folded."""
    return str(request.param)


def _raw(shared: Path, seed: str, width: str = "folded") -> str:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    text = path.read_text(encoding="utf-8")
    if width == "full width":
        text = re.sub(f"(?<=[{HAN}])[,:;!](?=[{HAN}\n])", lambda found: chr(ord(found[0]) + 0xFEE0), text)
    return text


def _read(shared: Path, seed: str, width: str = "folded") -> Reading:
    return read(f"{seed}.txt", _raw(shared, seed, width).encode())


def _of(reading: Reading, title: str) -> Draft:
    (entry,) = (entry for entry in reading.entries if entry.title.startswith(title))
    return entry


def test_the_weekly_issue_is_called_by_its_name_number_and_date(shared: Path, width: str) -> None:
    """The heading of the page gives the issue's name and number, without the site's breadcrumbs."""
    reading = _read(shared, "000", width)
    assert (reading.shape, reading.title) == ("weekly_issue", "ML 自学者周刊 第4期")
    assert reading.date == dt.date(2019, 10, 23)


def test_the_weekly_issue_has_eleven_entries_in_three_sections(shared: Path, width: str) -> None:
    """Two papers, seven notes and two answers come out, in the order of the page."""
    sections = [entry.section for entry in _read(shared, "000", width).entries]
    assert sections == ["论文速递"] * 2 + ["学习心得"] * 7 + ["疑问解答"] * 2


def test_the_notes_are_split_by_the_names_in_the_contents(shared: Path, width: str) -> None:
    """Each member's run-together note is an entry of its own, by that member."""
    notes = [entry for entry in _read(shared, "000", width).entries if entry.section == "学习心得"]
    assert [note.author for note in notes] == MEMBERS
    assert all(note.title == f"{note.author}的学习心得" for note in notes)
    assert notes[4].text.startswith("本周由于在赶论文")
    assert notes[6].text.count("\n") == 5


def test_the_references_are_attached_to_their_entries(shared: Path, width: str) -> None:
    """A `[n]` becomes a link of the entry that it stands in, and nothing else does."""
    reading = _read(shared, "000", width)
    assert [len(entry.links) for entry in reading.entries] == [1, 1, 1, 0, 3, 0, 0, 0, 0, 1, 0]
    assert _of(reading, "基于元学习").url == "https://arxiv.org/abs/1903.10258"
    assert _of(reading, "lstm").url == "https://www.zhihu.com/question/46197687/answer/229098444"
    assert [link.text for link in reading.entries[4].links] == ["word2vec", "fasttext", "elmo"]


def test_marks_and_link_labels_do_not_stand_in_the_weeklys_prose(shared: Path, width: str) -> None:
    """Reference marks and the labels of links go; brackets that are no references stay."""
    texts = [entry.text for entry in _read(shared, "000", width).entries]
    assert not any(re.search(r"\[\d\]|地址|链接", text) for text in texts)
    assert any("[-1,1]" in text for text in texts)


def test_the_weeklys_bullets_are_list_lines(shared: Path, width: str) -> None:
    """Lost bullets come back as list items, and a question mark in one does not cut it."""
    reading = _read(shared, "000", width)
    assert reading.entries[4].text.endswith("- word2vec\n- fasttext\n- elmo")
    assert _of(reading, "研究生").text.count("\n- ") == 8
    assert _of(reading, "大灵").text.count("\n- ") == 3


def test_the_round_up_is_ten_papers_and_an_article(shared: Path, width: str) -> None:
    """Each paper is an entry with its repository, in the section of its article; the second article is one."""
    reading = _read(shared, "001", width)
    papers = reading.entries[:10]
    assert reading.shape == "round_up"
    assert len(reading.entries) == 11
    assert [paper.url for paper in papers] == [f"https://github.com/{name}" for name in REPOSITORIES]
    assert {paper.section for paper in papers} == {papers[0].section}
    assert (papers[0].section or "").startswith("2019年过去一小半了")
    assert {paper.author for paper in papers} == {"李雷、张弛、蒋宝尚"}


def test_the_papers_of_the_round_up_have_titles_and_summaries(shared: Path, width: str) -> None:
    """The title stands alone above the summary, and neither holds a label or an address."""
    papers = _read(shared, "001", width).entries[:10]
    assert [paper.title[:4] for paper in papers] == [
        "用PyT",
        "蒙版得分",
        "如何用更",
        "GCNv",
        "ALiP",
        "Deep",
        "星际争霸",
        "Drop",
        "Ling",
        "学习率动",
    ]
    assert all(len(paper.text) > 100 and "http" not in paper.text for paper in papers)


def test_the_source_of_the_round_up_is_kept(shared: Path, width: str) -> None:
    """The article that the page reports on is the reading's address and a link of every paper."""
    reading = _read(shared, "001", width)
    assert (reading.url or "").startswith("https://medium.com/@ODSC/")
    assert all(reading.url in {link.url for link in paper.links} for paper in reading.entries[:10])


def test_the_second_article_has_its_sections_and_link(shared: Path, width: str) -> None:
    """Its numbered headings are Markdown headings; a numbered list without prose is not."""
    article = _read(shared, "001", width).entries[10]
    headings = [line for line in article.text.split("\n") if line.startswith("#")]
    assert article.title.startswith("李宏毅")
    assert article.section == "延展阅读"
    assert (article.url or "").startswith("https://www.slideshare.net/tw_dsconf/")
    assert [heading[:4] for heading in headings if heading.startswith("# ")] == ["# 一、", "# 二、", "# 三、", "# 四、"]
    assert len(headings) == 8
    assert article.text.count("\n- ") == 11


@pytest.mark.parametrize(
    ("seed", "needles"),
    [
        (
            "000",
            ["网站首页", "阅读量", "刊首语", "关于本站", "往期", "QQ", "公众号", "知识星球", "上一期", "References"],
        ),
        (
            "001",
            ["产业智能官", "版权", "知识星球", "点击", "先进制造", "Python社区", "分享到", "erp_vip", "大数据文摘"],
        ),
    ],
)
def test_nothing_of_the_site_is_in_an_entry(shared: Path, width: str, seed: str, needles: list[str]) -> None:
    """Headers, footers, invitations and advertising are no part of any entry."""
    entries = _read(shared, seed, width).entries
    words = "\n".join(f"{entry.title}\n{entry.section}\n{entry.author}\n{entry.text}" for entry in entries)
    assert [needle for needle in needles if needle in words] == []


@pytest.mark.parametrize("seed", ["000", "001"])
def test_every_line_stands_in_the_page(shared: Path, seed: str) -> None:
    """Apart from white space, reference marks and Markdown marks, an entry's text is the page's own."""
    page = re.sub(r"\s|\[\d\]", "", _raw(shared, seed))
    for entry in _read(shared, seed).entries:
        for line in entry.text.split("\n"):
            assert re.sub(r"\s", "", re.sub(r"^(?:- |#+ )", "", line)) in page
