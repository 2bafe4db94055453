"""Choosing which chat has which part."""

from knowledge.governance.admissions import Standing
from knowledge.governance.places import Places
from knowledge.governance.roles import Grant, Role
from tests.bot.conversation.setting_up.conftest import LI, WANG, Deployment
from tests.fakes import NOON


async def test_the_first_hour_goes_from_step_to_step_through_restarts(deployment: Deployment) -> None:
    """Each step is answered at another process; what is chosen is served, audited, and followed by the others."""
    telegram = deployment.telegram
    group, editors = telegram.group("<自学>\u202e群", bot="left"), telegram.group("编辑部", bot="left")
    channel = telegram.group("周刊", kind="channel", bot="left")
    elsewhere = deployment.again()
    await deployment.admin()
    assert "编辑" in (await deployment.again().choose(WANG, group))[-1].text
    assert "频道" in (await deployment.again().choose(WANG, editors))[-1].text
    done, page = await deployment.again().choose(WANG, channel)
    assert "周刊" in done.text
    assert "/ingest" in page.text
    assert "<自学>群" in page.text
    assert "隐私模式" in page.text
    await elsewhere.places.refresh()
    assert elsewhere.places.current == Places(7, editors.id, channel.id, (group.id,))
    for chat in (group, editors, channel):
        admission = await deployment.kept.admissions.admission(chat.id)
        assert admission is not None
        assert admission.standing is Standing.ADMITTED
    told = {(one.audit.event, one.audit.subject, one.audit.after) for one in await deployment.kept.audit_log.latest(19)}
    assert ("place", f"chat:{channel.id}", "channel") in told


async def test_steps_are_skipped_and_what_the_environment_says_is_not_asked_for(deployment: Deployment) -> None:
    """At the end it is shown what is set, and by whom; its buttons lead to each part again."""
    await deployment.admin()
    restarted = deployment.again(editors_chat=-500)
    skipped, asked = await restarted.say(WANG, "跳过：群")
    assert "/setup" in skipped.text
    assert "频道" in asked.text
    page = (await restarted.say(WANG, "跳过：频道"))[-1]
    assert "ZIXUE_EDITORS_CHAT" in page.text
    assert [one["text"] for one in page.buttons] == ["添加群", "频道", "通知", "不用：你的私聊 · 通知"]
    assert await restarted.press(WANG, page, "频道") == ""
    assert "channel" in str(restarted.telegram.sent(7)[-1].keys[0])


async def test_a_chat_where_the_bot_may_not_write_is_not_taken(deployment: Deployment) -> None:
    """One sentence says what is missing; the keyboard is still there."""
    await deployment.admin()
    muted = deployment.telegram.group(bot="restricted")
    (told,) = await deployment.choose(WANG, muted)
    assert "不能发消息" in told.text
    silent = deployment.telegram.group()
    silent.permissions = {"can_send_messages": False}
    assert "不能发消息" in (await deployment.choose(WANG, silent))[0].text
    await deployment.say(WANG, "跳过：群")
    await deployment.say(WANG, "跳过：编辑群")
    channel = deployment.telegram.group(kind="channel")
    channel.rights = {"can_post_messages": False}
    assert "管理员" in (await deployment.choose(WANG, channel))[0].text
    assert (await deployment.kept.set_up.places()) == Places(notice_chat=7)


async def test_a_part_is_dropped_by_a_button_once_however_often_it_is_pressed(deployment: Deployment) -> None:
    """Whoever lost the role meanwhile changes nothing, nor does somebody else with the same button."""
    await deployment.admin()
    (page,) = await deployment.say(WANG, "/setup")
    await deployment.kept.roles.grant(Grant(9, Role.ADMIN, NOON, "7"))
    await deployment.kept.roles.revoke(7)
    for user in (WANG, LI):
        await deployment.press(user, page, "不用")
        assert (await deployment.kept.set_up.places()).notice_chat == 7
    await deployment.kept.roles.grant(Grant(7, Role.ADMIN, NOON, "9"))
    query = deployment.telegram.press(WANG, page, "不用")
    deployment.telegram.press(WANG, page, "不用")
    await deployment.work()
    assert deployment.telegram.pressed[query].answer is not None
    assert (await deployment.kept.set_up.places()).notice_chat is None
    assert "还没有" in page.text


async def test_a_group_is_given_its_part_in_the_group_itself(deployment: Deployment) -> None:
    """By an admin of the bot; to everybody else the bot says nothing there, and their presses change nothing."""
    await deployment.admin()
    group = deployment.telegram.group("自学")
    assert await deployment.say(LI, "/setup", group) == []
    (asked,) = await deployment.say(WANG, "/setup", group)
    await deployment.press(LI, asked, "编辑群")
    assert deployment.places.editors_chat is None
    await deployment.press(WANG, asked, "编辑群")
    assert deployment.places.editors_chat == group.id
    assert asked.buttons == []
    assert "自学" in asked.text


async def test_notices_go_to_whoever_wants_them(deployment: Deployment) -> None:
    """A second admin takes them over."""
    await deployment.admin()
    await deployment.kept.roles.grant(Grant(8, Role.ADMIN, NOON, "7"))
    (page,) = await deployment.say(LI, "/setup")
    assert "一位管理员的私聊" in page.text
    await deployment.press(LI, page, "通知")
    await deployment.say(LI, "通知发到我这里")
    assert deployment.places.notice_chat == 8
