"""Compiling notes to an issue."""

import datetime as dt
import time
from dataclasses import replace

from knowledge import links
from knowledge.records import LinkDescription, Meaning, OpenQuestion, Origin
from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, IssueEntry, Label, Section, SeenBefore
from knowledge.weekly.compiling import Context, Erratum, compiled, is_ready
from knowledge.weekly.issues import Issue, IssueState
from knowledge.weekly.notes import Agreement, Note, NoteState, Quoted, Revision, Written

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
PAPER = "https://arxiv.org/abs/1706.03762"
ISSUE = Issue(1, IssueState.REVIEW, NOW, NOW)
CONTEXT = Context(5, NOW.date(), "ML 自学者周刊", {1: "小明", 2: "小红"})


def note(number: int, section: Section, text: str, author: int = 1, **about: str) -> Written:
    """A placed note by somebody."""
    origin = Origin(author, number, author, private=True)
    kept = Note(number, author, origin, section, NoteState.PLACED, NOW, NOW, revision=1, issue_id=1, position=number)
    return Written(kept, Revision(number, 1, about.get("title", ""), text, NOW, about.get("url")))


def entries(issue: CompiledIssue, section: Section) -> list[IssueEntry]:
    """The entries of a section."""
    return [entry for one in issue.sections if one.section is section for entry in one.entries]


def said(entry: IssueEntry) -> list[tuple[str | None, str]]:
    """Who says what in an entry."""
    return [(one.author, writing.plain(one.body)) for one in entry.contributions]


def test_notes_on_one_paper_are_one_entry() -> None:
    """However its address is spelt, and what was joined by hand as well, in the order of the notes."""
    joined = note(3, Section.STUDY, "复现了", 2)
    notes = [
        note(1, Section.PAPERS, "甲", title="注意力", url=PAPER),
        note(2, Section.PAPERS, "乙", 2, url="http://www.arxiv.org/pdf/1706.03762v5.pdf"),
        replace(joined, note=replace(joined.note, joins=2)),
        note(4, Section.PAPERS, "丙", url="https://arxiv.org/abs/1503.02531"),
    ]
    first, second = entries(compiled(ISSUE, notes, CONTEXT), Section.PAPERS)
    assert (first.title, first.label.slug, first.url) == ("注意力", "5-p1", PAPER)
    assert said(first) == [("小明", "甲"), ("小红", "乙"), ("小红", "复现了")]
    assert second.label.slug == "5-p2"


def test_a_circle_of_joined_notes_loses_none() -> None:
    """Each of them stands by itself then."""
    pair = [note(1, Section.ANSWERS, "一"), note(2, Section.ANSWERS, "二")]
    notes = [replace(one, note=replace(one.note, joins=3 - one.note.id)) for one in pair]
    assert len(entries(compiled(ISSUE, notes, CONTEXT), Section.ANSWERS)) == 2


def test_a_name_turns_nothing_around() -> None:
    """Neither a member's, nor that of whoever is on duty or quoted; who is called nothing is named by nothing."""
    quoted = note(1, Section.RESOURCES, "甲")
    quoted = replace(quoted, note=replace(quoted.note, quoted=(Quoted("群\u202e友"),)))
    context = replace(CONTEXT, bylines={1: "小\u202e明\n\u200b", 2: "\u200b"})
    issue = compiled(replace(ISSUE, editor="主\u202e编"), [quoted, note(2, Section.RESOURCES, "乙", 2)], context)
    first, second = (entry.contributions[0] for entry in entries(issue, Section.RESOURCES))
    assert (first.author, first.origin, issue.editor, second.author) == ("小明", "群友", "主编", None)


def test_a_members_notes_are_one_entry_and_anonymous_ones_each_their_own() -> None:
    """Under the nickname; nothing of an anonymous author is in the issue."""
    hidden = [note(n, Section.STUDY, f"匿名的{n}", 2) for n in (3, 4)]
    notes = [note(1, Section.STUDY, "周一"), note(2, Section.STUDY, "周三")]
    notes += [replace(one, note=replace(one.note, anonymous=True, byline="小红")) for one in hidden]
    issue = compiled(ISSUE, notes, CONTEXT)
    titles = [(entry.title, len(entry.contributions)) for entry in entries(issue, Section.STUDY)]
    assert titles == [("小明", 2), ("匿名", 1), ("匿名", 1)]
    assert "小红" not in repr(issue)


def test_numbers_go_by_first_appearance_over_the_whole_issue() -> None:
    """One a thing, whatever its address; named by what is known of it, else by the words, else by its site."""
    known = {links.identity(PAPER): LinkDescription(links.identity(PAPER), NOW, "Attention Is All You Need", ("A",))}
    notes = [
        note(
            1,
            Section.STUDY,
            "先看[代码](https://github.com/a/b)，再看 https://e.org/x ，还有[那篇](https://arxiv.org/pdf/1706.03762)",
        ),
        note(2, Section.PAPERS, "见[论文](https://arxiv.org/abs/1706.03762v2)", url=PAPER),
        note(3, Section.RESOURCES, "[仓库](https://github.com/a/b/)", url="javascript:alert(1)"),
    ]
    issue = compiled(ISSUE, notes, replace(CONTEXT, descriptions=known))
    assert [(one.number, one.title) for one in issue.references] == [
        (1, "Attention Is All You Need"),
        (2, "代码"),
        (3, "e.org"),
    ]
    (paper,) = entries(issue, Section.PAPERS)
    assert (paper.title, paper.number, paper.paper_authors) == ("Attention Is All You Need", 1, ("A",))
    (study,) = entries(issue, Section.STUDY)
    assert [link.number for link in writing.hyperlinks(study.contributions[0].body)] == [2, 3, 1]
    assert entries(issue, Section.RESOURCES)[0].url is None


def test_a_title_is_not_said_twice() -> None:
    """Where a note begins with its title, the entry's heading says it."""
    (entry,) = entries(
        compiled(ISSUE, [note(1, Section.ANSWERS, "# 为何？\n\n因为。", title="为何？")], CONTEXT), Section.ANSWERS
    )
    assert (entry.title, said(entry)) == ("为何？", [("小明", "因为。")])


def test_a_title_that_stands_nowhere_else_is_kept() -> None:
    """Above a member's notes of the week stands their name, above the second note on a paper the title of the first."""
    notes = [
        note(1, Section.STUDY, "# 第三周\n\n手算", title="第三周"),
        note(2, Section.PAPERS, "甲", title="一", url=PAPER),
    ]
    notes.append(note(3, Section.PAPERS, "# 二\n\n乙", 2, title="二", url=PAPER))
    issue = compiled(ISSUE, notes, CONTEXT)
    told = [said(one) for section in (Section.STUDY, Section.PAPERS) for one in entries(issue, section)]
    assert [[words for _, words in one] for one in told] == [["第三周\n手算"], ["甲", "二\n乙"]]


def test_open_questions_errata_and_earlier_entries_stand_in_the_issue() -> None:
    """In sections of their own after the members', and under the paper."""
    question = OpenQuestion(1, -5, Meaning("什么是\u202e核方法？"), NOW, 0, 2)
    context = replace(
        CONTEXT,
        open_questions=[question],
        errata=[Erratum("链接有更正", Label(4, Section.PAPERS, 2), 4)],
        earlier={links.identity(PAPER): [SeenBefore(Label(3, Section.PAPERS, 1), ("小明",))]},
    )
    issue = compiled(ISSUE, [note(1, Section.PAPERS, "读", url=PAPER)], context)
    assert [one.name for one in issue.sections] == ["论文速递", "待解之问", "勘误"]
    titles = [entry.title for entry in issue.entries()]
    assert titles == ["arxiv.org", "什么是 核方法？", "#4-论2"]
    assert str(issue.entries()[0].seen_before[0].label) == "#3-论1"


def test_words_of_a_member_wait_for_a_yes() -> None:
    """Those of nobody in the group need none."""
    written = note(1, Section.STUDY, "转").note
    channel, one, other = Quoted("某频道"), Quoted("某人", 7, Agreement.ASKED), Quoted("别人", 8, Agreement.GIVEN)
    told = [(), (channel,), (one,), (channel, other), (other, one)]
    assert [is_ready(replace(written, quoted=each)) for each in told] == [True, True, False, True, False]


def test_five_hundred_notes_are_compiled_in_two_seconds() -> None:
    """With links and formulas, of forty members."""
    text = "本周读了[论文](https://arxiv.org/abs/1706.0{n:04d})，**损失函数：**衡量 $L=\\sum_i x_i$。\n\n- 甲\n- 乙"
    sections = (Section.STUDY, Section.PAPERS, Section.ANSWERS, Section.RESOURCES)
    notes = [
        note(n, sections[n % 4], text.replace("{n:04d}", f"{n:04d}"), n % 40, url=f"https://e.org/{n}")
        for n in range(1, 501)
    ]
    begun = time.process_time()
    issue = compiled(ISSUE, notes, CONTEXT)
    assert time.process_time() - begun < 2
    assert [one.number for one in issue.references] == list(range(1, len(issue.references) + 1))
    assert sum(len(entry.contributions) for entry in issue.entries()) == 500


def test_an_entry_without_a_title_is_called_by_its_first_sentence() -> None:
    """Not by the site of its link, which says nothing of what it is about; where nothing else is said, by that."""
    texts = {
        "本周读了 Dropout：https://e.org/a.html 。**要点：**随机丢弃。": "本周读了 Dropout",
        "为什么要缩放？因为期望。https://e.org/b": "为什么要缩放？",
        "看 https://www.e.org/c": "e.org",
    }
    notes = [
        note(number, Section.RESOURCES, text, url=f"https://e.org/{number}") for number, text in enumerate(texts, 1)
    ]
    assert [one.title for one in compiled(ISSUE, notes, CONTEXT).entries()] == list(texts.values())
