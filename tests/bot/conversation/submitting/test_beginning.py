"""`/submit`."""

from dataclasses import replace
from pathlib import Path

from bot.catalogue.submitting import Submissions
from knowledge.weekly.compiled import Section
from knowledge.weekly.compiling import is_ready
from knowledge.weekly.members import FOR_EVER
from knowledge.weekly.notes import NoteState
from tests.bot.conversation.submitting.desk import EDITORS, OTHER, Desk, desk_over
from tests.bot.doubles import GROUP, PRIVATE

NOTE = "今天读完第三章，**反向传播**就是链式法则的记账。"


async def test_words_behind_the_command_are_handed_in(desk: Desk) -> None:
    """Previewed by themselves when they have settled, confirmed after consent, then a card for editors."""
    assert await desk.say(f"/submit {NOTE}") == []
    assert await desk.due() == []
    desk.later(2.6)
    (shown,) = await desk.due()
    assert shown.startswith("投稿预览\n栏目：学习心得")
    assert "反向传播就是链式法则的记账。" in shown
    assert "署名：小明" in shown
    consent = await desk.press("确认投稿")
    assert "第一次投稿" in consent
    assert (await desk.mine())[0].note.state is NoteState.PREVIEWED
    received = await desk.press("同意并投稿")
    assert received.startswith("已收到，编号 #1")
    assert "预计第 1 期" in received
    (card,) = await desk.delivered()
    assert card[:2] == ("card:1", EDITORS)
    assert "反向传播" in card[2]
    note = (await desk.mine())[0].note
    assert (note.state, note.due_at) == (NoteState.PENDING, None)


async def test_consent_is_asked_once(desk: Desk) -> None:
    """The second note is handed in by one press."""
    await desk.handed_in(NOTE)
    await desk.say("/submit 第二篇：学习率太大时损失会来回跳。")
    desk.later(3)
    await desk.due()
    assert (await desk.press("确认投稿")).startswith("已收到，编号 #2")


async def test_an_update_that_comes_twice_makes_one_note(desk: Desk) -> None:
    """A webhook is delivered again until it is answered."""
    for _ in range(2):
        await desk.say(f"/submit {NOTE}", message_id=500)
    desk.later(3)
    assert len(await desk.due()) == 1
    shown = desk.newest("确认投稿")
    for _ in range(2):
        await desk.press("确认投稿", under=shown)
    agree = desk.newest("同意并投稿")
    texts = [await desk.press("同意并投稿", under=agree) for _ in range(2)]
    assert texts[0] == texts[1]
    assert texts[0].startswith("已收到，编号 #1")
    assert len(await desk.mine()) == 1


async def test_one_tap_changes_section_and_name(desk: Desk) -> None:
    """The preview says how it is now, and a button of an earlier one is stale."""
    await desk.say(f"/submit {NOTE}")
    desk.later(3)
    await desk.due()
    first = desk.newest("确认投稿")
    assert "栏目：资料" in await desk.press("资料")
    assert "匿名" in await desk.press("改为匿名")
    await desk.press("确认投稿", under=first)
    assert desk.chat.screen.notices[-1].startswith("这个按钮已经过时")
    note = (await desk.mine())[0].note
    assert (note.section, note.anonymous, note.state) == (Section.RESOURCES, True, NoteState.PREVIEWED)


async def test_an_anonymous_author_stands_in_no_card_and_no_audit(desk: Desk) -> None:
    """Neither by name nor by number."""
    await desk.say(f"/submit {NOTE}")
    desk.later(3)
    await desk.due()
    await desk.press("改为匿名")
    await desk.press("确认投稿")
    await desk.press("同意并投稿")
    cards = [text for key, _, text in await desk.delivered() if key.startswith("card:")]
    assert cards
    assert "小明" not in cards[0]
    audits = await desk.weekly.issues.audits("note:1")
    assert {one.actor for one in audits} == {"author"}


async def test_nobody_presses_anothers_button(desk: Desk) -> None:
    """In a group everybody sees them."""
    await desk.say(f"/submit {NOTE}", GROUP)
    desk.later(3)
    await desk.due()
    await desk.press("确认投稿", OTHER)
    assert desk.chat.screen.notices == ["这个按钮只给本人用。"]
    assert (await desk.mine())[0].note.state is NoteState.PREVIEWED


async def test_a_reply_hands_in_ones_own_message(desk: Desk) -> None:
    """It stays that message: who edits it edits the note."""
    await desk.say("我的笔记：注意力就是加权平均。", GROUP, message_id=40)
    original = desk.session.messages[-100, 40].model_dump(exclude_none=True, by_alias=True)
    await desk.say("/submit 补一句：权重由相似度来。", GROUP, reply_to_message=original)
    desk.later(3)
    (shown,) = await desk.due()
    assert shown.index("注意力就是加权平均") < shown.index("补一句")
    assert "转自" not in shown
    await desk.edit(40, "我的笔记：注意力是按相似度加权。", GROUP)
    assert (await desk.mine())[0].revision.text == "我的笔记：注意力是按相似度加权。\n\n补一句：权重由相似度来。"
    await desk.due()
    await desk.press("取消")
    await desk.say("/submit", GROUP, reply_to_message=original)
    desk.later(3)
    (again,) = await desk.due()
    assert "加权平均" in again


async def test_anothers_words_are_quoted_with_their_consent(desk: Desk) -> None:
    """They are asked in the group, by a button that only they can press; a no withdraws the note."""
    await desk.say("残差连接让梯度有近路可走。", GROUP, OTHER, message_id=41)
    original = desk.session.messages[-100, 41].model_dump(exclude_none=True, by_alias=True)
    await desk.say("/submit 小红这句讲得好", GROUP, reply_to_message=original)
    desk.later(3)
    (shown,) = await desk.due()
    assert "转自 小红" in shown
    await desk.press("确认投稿")
    assert "正在征求 小红 的同意" in await desk.press("同意并投稿")
    sent = {key: (chat, text) for key, chat, text in await desk.delivered()}
    assert sent["consent:1:1"][0] == -100
    assert sent["consent:1:1"][1].startswith("小红，")
    await desk.press("可以")
    assert desk.chat.screen.notices[-1] == "这个按钮只给本人用。"
    assert await desk.press("不可以", OTHER) == "小红 不同意，不会刊出。"
    assert (await desk.mine())[0].note.state is NoteState.WITHDRAWN
    told = [key for key, _, _ in await desk.delivered()]
    assert any(key.startswith("card:1:") for key in told)


async def test_everybody_who_is_quoted_is_asked(desk: Desk) -> None:
    """Each by a question of their own, and the note waits for all of them; who is no member is only named."""
    people = [OTHER, {**OTHER, "id": 9, "first_name": "小刚"}, {**OTHER, "id": 10, "first_name": "路人"}]
    for who in people[:2]:
        await desk.weekly.members.seen(int(str(who["id"])), str(who["first_name"]), "zh")
    await desk.say("/submit")
    for n, who in enumerate([*people, OTHER]):
        await desk.say(f"第 {n} 句话。", forward_origin={"type": "user", "date": 1, "sender_user": who})
    (shown,) = await desk.say("/done")
    assert "转自 小红、小刚、路人" in shown
    await desk.press("确认投稿")
    assert "正在征求 小红、小刚 的同意" in await desk.press("同意并投稿")
    asked = {key: chat for key, chat, _ in await desk.delivered() if key.startswith("consent:")}
    assert asked == {"consent:1:1": 8, "consent:1:2": 9}
    questions = [one for one in desk.session.messages.values() if (one.text or "").startswith(("小红，", "小刚，"))]
    assert await desk.press("可以", OTHER, questions[0]) == "小红 已同意。"
    assert not is_ready((await desk.mine())[0].note)
    assert await desk.press("可以", people[1], questions[1]) == "小刚 已同意。"
    assert is_ready((await desk.mine())[0].note)


async def test_a_bare_command_says_what_to_do(desk: Desk) -> None:
    """In private it begins to collect; in a group it does not."""
    assert await desk.say("/submit") == [Submissions.BEGIN.say("zh")]
    assert await desk.say("/submit", GROUP) == [Submissions.IN_GROUP.say("zh")]
    assert (await desk.weekly.notes.collecting(7, 7)) is not None
    assert (await desk.weekly.notes.collecting(7, -100)) is None


async def test_who_may_not_hand_in_is_told_why(desk: Desk) -> None:
    """The banned, and who writes in the name of the group."""
    member = await desk.weekly.members.seen(7, "小明", "zh")
    until = desk.clock.time.replace(year=2027)
    await desk.weekly.members.keep(replace(member, banned_until=until, ban_reason="广告"))
    (said,) = await desk.say(f"/submit {NOTE}")
    assert said == "你到 2027-01-05 为止不能投稿，原因：广告。"
    await desk.weekly.members.keep(replace(member, banned_until=FOR_EVER))
    assert await desk.say(f"/submit {NOTE}") == ["你不能再投稿。"]
    photo = desk.picture("huge")
    desk.session.files.clear()  # nothing is fetched of them
    assert await desk.say(photo=photo, caption="/submit") == ["你不能再投稿。"]
    admin = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    (said,) = await desk.say(f"/submit {NOTE}", GROUP, admin, sender_chat=GROUP)
    assert "认不出作者" in said


async def test_without_an_editors_chat_nothing_is_taken(sqlite_database: Path) -> None:
    """One sentence that names the setting."""
    async with desk_over(sqlite_database, None) as desk:
        (said,) = await desk.say(f"/submit {NOTE}", PRIVATE)
        assert "ZIXUE_EDITORS_CHAT" in said


async def test_the_same_again_is_told_by_its_number(desk: Desk) -> None:
    """Whoever says it, in whichever width and with whichever spaces."""
    await desk.handed_in("残差网络让 1000 层也能训练。")
    await desk.say("/submit 残差网络让１０００层也能训练。", GROUP, OTHER)
    desk.later(3)
    assert await desk.due() == ["一样的内容已经有了，就是 #1，不用再投。"]
    assert await desk.mine(8, NoteState.PENDING) == []


async def test_a_note_about_the_same_paper_may_join_it(desk: Desk) -> None:
    """One tap sets the wish; editors see it."""
    await desk.handed_in("读了 https://arxiv.org/abs/1706.03762 ：注意力代替了循环。")
    await desk.say("/submit 我也读了 https://arxiv.org/pdf/1706.03762v5 ，多头像是分工。", PRIVATE, OTHER)
    desk.later(3)
    (shown,) = await desk.due()
    assert "#1 说的是同一篇" in shown
    assert "会和 #1 放在一起" in await desk.press("并入 #1", OTHER)
    assert (await desk.mine(8))[0].note.joins == 1


async def test_a_secret_is_asked_about(desk: Desk) -> None:
    """Before it is public; editors see it as well."""
    await desk.handed_in("调用时填 ghp_" + "a1B2" * 9 + " 就行，电话 13912345678。")
    shown = {message.chat.id: message.text or "" for message in desk.chat.screen.messages[:2]}
    assert all(words in shown[7] for words in ("像有密钥", "像有手机号", "确定要交"))
    assert all(words in shown[EDITORS] for words in ("像有密钥", "像有手机号"))
