"""What authors say to their entries when review has begun."""

from bot.catalogue.reviewing import Deeds
from knowledge.weekly.notes import Agreement
from tests.bot.conversation.reviewing.editors_chat import AUTHOR, GUEST, EditorsChat

PERSON = {"id": AUTHOR, "is_bot": False, "first_name": "小明", "language_code": "zh"}


async def test_each_author_is_shown_their_entry_and_says_whether_it_is_right(chat: EditorsChat) -> None:
    """Only the author's word counts; the overview names who has not answered and who wants changes."""
    mine = await chat.handed_in("我的这一条。", title="我的条目")
    theirs = await chat.handed_in("别人的一条。", author=42, anonymous=True)
    for note in (mine, theirs):
        await chat.press(await chat.card(note), "通过")
    issue = await chat.weekly.close_issue(await chat.weekly.issues.open(chat.clock.now()), "31")
    assert issue is not None
    effects = await chat.effects()
    chat_id, shown = effects[f"agree:{issue.id}:{issue.version}:{mine.id}"]
    assert chat_id == AUTHOR
    assert "我的条目" in shown.html
    assert "别人" not in shown.html
    (overview,) = await chat.say("/issue draft")
    assert f"还没回答：作者{AUTHOR}、匿名" in overview
    card = await chat.card(await chat.note(mine))
    agree, change = (one.data or "" for one in shown.keyboard[0])
    await chat.press_data(agree, card, GUEST)
    assert chat.screen.notices[-1] == Deeds.NOT_YOURS.say("zh")
    await chat.press(card, "↓")  # being moved, or pressed at, leaves the author's buttons as they are
    await chat.press_data(agree, card, PERSON)
    assert (await chat.note(mine)).agreement is Agreement.GIVEN
    await chat.press_data(change, card, PERSON)
    (overview,) = await chat.say("/issue draft")
    assert "还没回答：匿名" in overview
    assert "要改：小明" in overview
    audits = await chat.weekly.issues.audits(f"note:{mine.id}")
    assert [one.actor for one in audits[-2:]] == ["author", "author"]
