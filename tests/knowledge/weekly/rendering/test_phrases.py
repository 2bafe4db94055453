from dataclasses import replace

from knowledge.weekly.compiled import Contribution, IssueEntry, Label, Section, SeenBefore
from knowledge.weekly.rendering import phrases

STUDY = IssueEntry(Label(4, Section.STUDY, 1), "旧名", (Contribution((), "小明"), Contribution((), None, 5)))


def test_notes_of_the_week_are_called_by_their_authors() -> None:
    """Nobody is named who is anonymous, or whose words are gone; other entries have a title."""
    assert phrases.heading(STUDY) == "小明、匿名"
    assert phrases.heading(replace(STUDY, contributions=(Contribution((), "小明", erased=True),))) == "旧名"
    assert phrases.heading(replace(STUDY, label=Label(4, Section.PAPERS, 1))) == "旧名"


def test_what_was_imported_without_a_name_has_none() -> None:
    """It is not anonymous: nobody knows whose it is."""
    assert (Contribution(()).byline, Contribution((), None, 5).byline) == ("", "匿名")


def test_who_read_it_before() -> None:
    """Also where nobody may be named."""
    assert phrases.seen(SeenBefore(Label(7, Section.PAPERS, 1), ("小明", "小红"))) == "第 7 期 小明、小红也读过"
    assert phrases.seen(SeenBefore(Label(7, Section.PAPERS, 1), ())) == "第 7 期 匿名也读过"
