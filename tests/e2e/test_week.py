"""A scripted week of a study group: thirty notes, two editors, and a power cut while the issue is published."""

import asyncio
import json

import feedparser
import pytest

from tests.e2e.week import keeping
from tests.e2e.week.handing_in import CAMERA
from tests.e2e.week.people import ANN, BANNED, BEN, HIDDEN, MEMBERS, WHO_IS_HIDDEN
from tests.e2e.week.publishing import posts, targets
from tests.e2e.week.reviewing import AT_ONCE
from tests.e2e.week.script import Week, play
from tests.e2e.week.words import AMENDED, NOTES

pytestmark = pytest.mark.faults

PUBLISHED = {*AT_ONCE, "own message", "paper", "same paper", "to be changed", "handed in again", "reworded"}
PUBLISHED |= {"another resource", "late"}
ELSE = {
    "withdrawn": "withdrawn",
    "quoted, declined": "withdrawn",
    "near the own message": "rejected",
    "rejected": "rejected",
    "secret": "discarded",
    "to be changed, then": "discarded",
    "correction": "discarded",
    "never changed": "changes_requested",
    "late, for the next": "pending",
}
"""Those that are not out: drafts that have done their work are discarded, and the last two wait for the next issue."""


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    """The week, played once."""
    return asyncio.run(play(tmp_path_factory.mktemp("week")))


def notes_of(week: Week) -> dict[int, dict[str, object]]:
    """The rows of all notes."""
    return {int(str(row["id"])): row for row in keeping.rows(week.stage, "notes")}


def compiled(week: Week) -> dict[str, list[tuple[int, str]]]:
    """The entries of the issue by section: position and title."""
    frozen = json.loads((week.folder / "issue" / "r2" / "issue.json").read_text(encoding="utf-8"))
    return {
        part["name"]: [(one["label"]["position"], one["title"]) for one in part["entries"]]
        for part in frozen["sections"]
    }


def everything(week: Week) -> dict[str, bytes]:
    """All that was sent, printed, served or logged."""
    files = (
        file for file in week.folder.rglob("*") if file.is_file() and "data" not in file.relative_to(week.folder).parts
    )
    return {str(file.relative_to(week.folder)): file.read_bytes() for file in files}


def test_every_note_is_where_it_should_be(week: Week) -> None:
    """None is lost, and none is there that nobody wrote: beside these only a copy and one that was never finished."""
    kept, ids = notes_of(week), week.stage.ids
    states = {name: kept[number]["state"] for name, number in ids.items()}
    assert states == dict.fromkeys(PUBLISHED, "published") | ELSE
    beside = [row for number, row in kept.items() if number not in ids.values()]
    assert [row["state"] for row in beside] == ["discarded"] * 2
    assert len(ids) >= 30
    issues = keeping.rows(week.stage, "issues")
    assert [(row["state"], row["number"], row["revision"]) for row in issues] == [
        ("corrected", 1, 2),
        ("open", None, 0),
    ]
    assert {name for name in ids if kept[ids[name]]["issue_id"] == issues[1]["id"]} == {
        "never changed",
        "late, for the next",
    }
    assert kept[ids["handed in again"]]["supersedes"] == ids["rejected"]


def test_the_issue_reads_in_its_order(week: Week) -> None:
    """Papers by their address, study notes by member, the order of the editors; labels count on in each section."""
    read = compiled(week)
    assert list(read) == ["论文速递", "学习心得", "疑问解答", "资料"]
    assert [title for _, title in read["论文速递"]] == ["只用注意力的翻译模型", "深度置信网络的逐层预训练"]
    members = ["小明", "Noah", "林深", "雨后", "Ivan", "老周", "秋白", "阿青", "Grace", "匿名", "慢慢"]
    assert [title for _, title in read["学习心得"]] == members
    assert [title for _, title in read["资料"]] == [
        "新综述上线：状态空间模型能不能代替注意力",
        "推荐一门公开课和它的作业仓库",
    ]
    assert all([number for number, _ in part] == list(range(1, len(part) + 1)) for part in read.values())


def test_one_address_has_one_number(week: Week) -> None:
    """Counted by first appearance, the same in every rendering; two members name one paper by two addresses."""
    urls = [
        *("https://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.02677", "https://e.example.org/adam"),
        *("https://distill.example.org/momentum", "https://course.example.org/ml"),
        *("https://code.example.org/ml-homework", "https://matrix.example.org/cookbook"),
    ]
    frozen = json.loads((week.folder / "issue" / "r2" / "issue.json").read_text(encoding="utf-8"))
    assert [(one["number"], one["url"]) for one in frozen["references"]] == list(enumerate(urls, 1))
    for name in ("issue.md", "issue.txt", "wechat.html", "issue.html"):
        text = (week.folder / "issue" / "r2" / name).read_text(encoding="utf-8")
        places = [text.rfind(url) for url in urls]
        assert places == sorted(places), name
        assert min(places) >= 0, name


def test_what_was_written_is_what_is_printed(week: Week) -> None:
    """Each published note word for word, in its newest wording, a heading of its own too; nothing of the others."""
    text = (week.folder / "issue" / "r2" / "issue.txt").read_text(encoding="utf-8")
    for words in ("第三周：卷积", "用一个表比较优化器", "主成分分析之前", "第 60 层", "clip_grad_norm_", AMENDED[-20:]):
        assert words in text, words
    for name in ("edited while pending, then", "edited when placed, then", "reworded, then", "late", "in the group"):
        assert NOTES[name] in text, name
    gone = ("withdrawn", "rejected", "never changed", "to be changed", "secret", "banned", "said by another")
    assert not [name for name in (*gone, "late, for the next", "quoted, declined") if NOTES[name] in text]


def test_photos_keep_no_secret(week: Week) -> None:
    """Four pictures, without what the camera wrote into them."""
    pictures = sorted((week.folder / "issue" / "r2" / "pictures").iterdir())
    assert len(pictures) == 4
    assert not [one for one in pictures if CAMERA.encode() in one.read_bytes()]


def test_nobody_learns_who_the_anonymous_author_is(week: Week) -> None:
    """In no chat but their own, no file, page or feed, not in the log and not in who did what."""
    hidden = [word.encode() for word in WHO_IS_HIDDEN]
    told = [name for name, data in everything(week).items() if any(word in data for word in hidden)]
    assert told == [f"chats/{HIDDEN.first_name}.txt"]
    number = week.stage.ids["anonymous"]
    audits = [row for row in keeping.rows(week.stage, "audits") if row["subject"] == f"note:{number}"]
    assert {row["actor"] for row in audits} == {"author", str(ANN.id), str(BEN.id)}
    assert "匿名" in week.stage.told["card"]


def test_who_is_banned_hears_that_and_nothing_else(week: Week) -> None:
    """One sentence with the reason."""
    assert [one.text for one in week.stage.telegram.sent(week.stage.private(BANNED))] == [week.stage.told["banned"]]
    assert "刷屏" in week.stage.told["banned"]


def test_members_and_editors_hear_what_concerns_them(week: Week) -> None:
    """Who came second, a secret, a copy, somebody else's button, a draft of yesterday."""
    told = week.stage.told
    both = sorted((told["own message, Ann"], told["own message, Ben"]), key=len)
    assert any(word in both[1] for word in ("已由 Ben 处理", "安编 has dealt with it")), both
    assert "looks like a secret key" in told["secret"]
    assert f"#{week.stage.ids['formula']}" in told["the same"]
    assert "person concerned" in told["quoted, agreed, somebody else"]
    assert "丢弃" in told["left"]
    assert "待审 · 第 2 稿" in told["edited when placed"]
    others = {one for one in MEMBERS if one not in {HIDDEN, BANNED}}
    mine = [row["chat_id"] for row in keeping.rows(week.stage, "outbox") if str(row["key"]).startswith("agree:")]
    assert set(mine) <= {one.id for one in others} | {HIDDEN.id}


def test_each_place_has_the_issue_once(week: Week) -> None:
    """What the dead process had not sent it sends after an editor says so; what it had sent is not sent again."""
    stage = week.stage
    assert stage.told["dead"] == stage.told["posts in doubt"] == "{'周刊频道': 0, '自学小组': 1, '旁听群': 1}"
    doubts = stage.told["doubts"]
    assert "频道：不知道" in doubts
    assert f"群 …{str(stage.group.id)[-4:]}：不知道" in doubts
    assert f"群 …{str(stage.other_group.id)[-4:]}" not in doubts
    channel, group, other = (posts(stage, one) for one in targets(stage))
    assert (len(channel), len(other)) == (1, 1)
    assert [len(one.history) for one in (channel[0], other[0])] == [1, 1]  # the correction edits them
    assert len(group) == 2, "nobody knows the number of the first, so that the correction is a post of its own"
    assert all("更正" in one[-1].text for one in (channel, group, other))
    assert stage.channel.pinned == [channel[0].message_id]


def test_an_issue_can_be_read_everywhere(week: Week) -> None:
    """By number, by section, by an entry's name or link, as a PDF, in an answer that cites it, and in the archive."""
    told = week.stage.told
    assert told["by number"] == told["card"]
    assert told["entry"].startswith("ML 自学者周刊 第 1 期 · 论文速递")
    assert "#1-论1 只用注意力的翻译模型[1]" in told["entry by name"]
    assert "没有第 9 期" in told["unknown number"]
    assert "（全文见网页）" in told["section study"]
    assert "第 60 层" in week.before["issue.html"].decode()
    assert "ML 自学者周刊 第 1 期 · 学习心得" in told["answer"]
    assert "恒等映射" in told["answer"]
    assert week.stage.telegram.content(week.stage.begun["pdf"]).content == week.before["issue.pdf"]
    assert "残差" in week.before["search.html"].decode()
    assert "待审 1 篇 · 等修改 1 篇" in told["the next issue"]


def test_a_correction_keeps_the_ids_of_feeds(week: Week) -> None:
    """Both feeds say that it was updated, under the same ids, and the page shows the new words."""
    atom = [feedparser.parse(one["feed.atom"]) for one in (week.before, week.after)]
    assert not any(one.bozo for one in atom)
    assert atom[0].entries[0].id == atom[1].entries[0].id
    assert atom[0].entries[0].updated < atom[1].entries[0].updated
    feeds = [json.loads(one["feed.json"])["items"][0] for one in (week.before, week.after)]
    assert feeds[0]["id"] == feeds[1]["id"]
    assert feeds[0]["date_modified"] < feeds[1]["date_modified"]
    assert AMENDED not in week.before["issue.html"].decode()
    assert AMENDED in week.after["issue.html"].decode()


def test_the_log_has_no_failure(week: Week) -> None:
    """Nothing went wrong but what was broken on purpose."""
    said = [json.loads(line) for line in week.stage.deployment.log.splitlines() if line.startswith("{")]
    assert not [one for one in said if one["level"] in {"error", "critical"}]
    assert "Traceback" not in week.stage.deployment.log
