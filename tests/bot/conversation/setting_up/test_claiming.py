"""Becoming the first admin."""

import datetime as dt

from knowledge.governance.admissions import Standing
from tests.bot.conversation.setting_up.conftest import LI, WANG, Deployment


async def test_whoever_sends_the_code_is_the_admin_and_is_asked_for_the_group(deployment: Deployment) -> None:
    """By the link or the command, however it is written; the private chat is served, and notices go there."""
    code = await deployment.setting_up.offer_code()
    assert code
    assert await deployment.again().setting_up.offer_code() == code, "every process knows the same"
    won, asked = await deployment.say(WANG, f"/start setup_{code.upper()}")
    assert "管理员" in won.text
    assert asked.keys[0]["request_chat"] == {
        "request_id": 1,
        "chat_is_channel": False,
        "bot_is_member": True,
        "request_title": True,
    }
    assert await deployment.granted.everybody() == {7}
    assert deployment.places.notice_chat == 7
    admission = await deployment.kept.admissions.admission(7)
    assert admission is not None
    assert admission.standing is Standing.ADMITTED
    told = [one.audit for one in await deployment.kept.audit_log.latest(5)]
    assert [(one.actor, one.event, one.subject) for one in told] == [("7", "admit", "chat:7"), ("7", "claim", "user:7")]
    assert await deployment.setting_up.offer_code() is None


async def test_a_code_makes_one_admin(deployment: Deployment) -> None:
    """Whoever comes second is told whom to ask; whoever sends it once more just goes on."""
    code = await deployment.setting_up.offer_code()
    await deployment.say(WANG, f"/setup {code}")
    (told,) = await deployment.say(LI, f"/setup {code}")
    assert "/role" in told.text
    assert [one.keys[1]["text"] for one in await deployment.say(WANG, f"/start setup_{code}")] == ["跳过：群"]
    assert await deployment.granted.everybody() == {7}


async def test_codes_are_guessed_five_times_a_minute_and_expire_in_a_day(deployment: Deployment) -> None:
    """The sixth attempt is not even looked at, right or not; another person may try meanwhile."""
    old = await deployment.setting_up.offer_code()
    told = [(await deployment.say(LI, "/setup abcd"))[0].text for _ in range(5)]
    assert all("setup-code" in one for one in told)
    assert "一分钟" in (await deployment.say(LI, f"/setup {old}"))[0].text
    assert await deployment.granted.everybody() == set()
    deployment.clock.time += dt.timedelta(days=1)
    new = await deployment.setting_up.offer_code()
    assert new != old
    assert "setup-code" in (await deployment.say(WANG, f"/setup {old}"))[0].text
    await deployment.say(WANG, f"/setup {new}")
    assert await deployment.granted.everybody() == {7}


async def test_nobody_learns_of_codes_in_a_group_or_where_there_is_an_admin(deployment: Deployment) -> None:
    """In private it is said where the code is found, as long as one is of any use."""
    group = deployment.telegram.group()
    assert "zixue setup-code" in (await deployment.say(LI, "/setup"))[0].text
    assert await deployment.say(LI, f"/setup {await deployment.setting_up.offer_code()}", group) == []
    await deployment.admin()
    assert "设置码" not in "".join(one.text for one in await deployment.say(LI, "/setup"))
