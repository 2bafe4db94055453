"""Published issues as sources of the library."""

from bot.rendering import Audience
from bot.rendering.answers import answer
from knowledge import samples
from knowledge.answering import AnswerQuestion
from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from knowledge.records import Answer
from knowledge.weekly import writing
from knowledge.weekly.compiled import Section
from knowledge.weekly.compiling.correcting import Reworded
from knowledge.weekly.issues import IssueState
from knowledge.weekly.publishing import Correction
from knowledge.weekly.publishing.ingesting import source_of
from knowledge.weekly.publishing.light_markdown import light_markdown
from tests.fakes import MemoryIndex
from tests.knowledge.weekly.publishing.conftest import Desk, More


async def imported(desk: Desk) -> None:
    """The issue of the samples, published and read."""
    (page,) = [path for path in samples.paths() if path.name == "weekly_issue.txt"]
    await desk.weekly.import_issue(page.name, page.read_bytes(), "command line")
    await desk.weekly.settle_publications()


async def test_answers_cite_issue_section_and_member(desk: Desk) -> None:
    """Without a model, from the library that settling has filled; the title opens the entry by its label."""
    await imported(desk)
    index = MemoryIndex()
    await FollowLibrary(desk.library, index, "none")()
    ask = AnswerQuestion(FindPassages(desk.library, index, None, None))
    outcome = await ask("怎么用梯度检验来查手写的反向传播?")
    assert isinstance(outcome, Answer)
    cited = outcome.citations[0]
    assert (cited.entry_id, cited.source, cited.section, cited.author) == (
        "12-n4",
        "ML 自学者周刊 第 12 期",
        "学习心得",
        "老周",
    )
    shown = "".join(answer(outcome, Audience("zh", "zixue_bot")))
    assert "ML 自学者周刊 第 12 期 · 学习心得 · 老周" in shown
    assert "start=e_12-n4" in shown


async def test_entries_keep_their_labels_as_ids_and_know_what_they_link_to(desk: Desk) -> None:
    """Their address is what they are about, else their page in the archive."""
    await imported(desk)
    held = {entry.id: entry for entry, _ in await desk.library.entries()}
    assert list(held)[:3] == ["12-p1", "12-p2", "12-n1"]
    assert held["12-p1"].url == "https://arxiv.org/abs/1607.06450"
    assert held["12-n2"].url == "https://weekly.example.org/issues/12/12-n2"
    assert [link.url for link in held["12-n2"].links] == ["https://arxiv.org/abs/1412.6980"]
    assert "http" not in held["12-n2"].text


async def test_an_anonymous_author_is_nobody_in_the_library(desk: Desk) -> None:
    """And several who write of one paper are told apart in the text."""
    issue = await desk.open()
    url = "https://arxiv.org/abs/1706.03762"
    for author, hidden in ((1, False), (2, True), (3, False)):
        paper = More(section=Section.PAPERS, title="注意力", url=url, anonymous=hidden)
        await desk.note(issue, f"第{author}人读了", author, **paper)
    await desk.published(notes=3)
    held = await desk.library.entry("1-p1")
    assert held is not None
    assert held[0].author == "成员1、成员3"
    assert held[0].text == "成员1：\n第1人读了\n\n匿名：\n第2人读了\n\n成员3：\n第3人读了"


async def test_what_is_withdrawn_while_it_is_read_is_not_left_in_the_library(desk: Desk) -> None:
    """A process that has read an issue before that, and is slow, is the last to write."""
    before = await desk.published()
    withdrawn = await desk.weekly.withdraw_issue(before, "7")
    assert withdrawn is not None
    await desk.weekly.settle_publications()
    now = await desk.weekly.settle_publications.ingest(before)
    assert now is not None
    assert (now.state, now.ingested) == (IssueState.WITHDRAWN, 0)
    assert await desk.library.entry("1-n1") is None


def test_a_text_is_kept_as_light_markdown() -> None:
    """Without addresses and escapes, with what passages are cut by."""
    written = (
        "## 小结\n\n见[论文](https://e.org)的 $x^2$：\n\n1. `a_b`\n2. **乙**\n\n"
        "```python\nx = 1\n```\n\n> 引\n\n|a|b|\n|-|-|\n|1|2|"
    )
    assert light_markdown(writing.parsed(written)) == (
        "## 小结\n\n见论文的 $x^2$：\n\n1. `a_b`\n2. 乙\n\n```python\nx = 1\n```\n\n引\n\n| a | b |\n| 1 | 2 |"
    )


async def test_what_a_dead_process_has_put_there_late_is_mended(desk: Desk) -> None:
    """An old revision over the newest one, and one of an issue that was withdrawn; nothing is read twice for it."""
    issue = await desk.published()
    ((_, source), *_) = old = await desk.library.entries(source_of(1))
    change = Reworded("1-n2", writing.parsed("改过了"))
    await desk.weekly.correct_issue(issue, "7", Correction((change,)))
    await desk.weekly.settle_publications()
    assert await desk.weekly.level_library() == []
    await desk.library.keep(source, [entry for entry, _ in old], [])
    assert await desk.weekly.settle_publications() == []
    assert [one.number for one in await desk.weekly.level_library()] == [1]
    kept = await desk.library.entry("1-n2")
    assert kept is not None
    assert kept[0].text == "改过了"
    await desk.weekly.withdraw_issue(await desk.now(issue), "7")
    await desk.weekly.settle_publications()
    await desk.library.keep(source, [entry for entry, _ in old], [])
    assert len(await desk.weekly.level_library()) == 1
    assert await desk.library.entries(source_of(1)) == []
    assert await desk.weekly.level_library() == []
