"""Publishing, with a power cut in the middle of it; a correction; and what members read afterwards."""

import datetime as dt

from tests.e2e.week import keeping
from tests.e2e.week.people import ANN, BEN, GRACE, LIN, MING, NOAH
from tests.e2e.week.stage import Stage, has
from tests.e2e.week.words import AMENDED, QUESTION
from tests.fakes.telegram_server import Chat, Posted, faults


async def publish_and_cut_the_power(stage: Stage) -> None:
    """The process dies when the channel has not taken its post, one group has, and the bot knows of neither."""
    shown, telegram = stage.begun["overview"], stage.telegram
    await stage.press(ANN, shown, "publish", "")
    stage.told["targets"] = shown.text
    telegram.fail("sendMessage", faults.hang(), chat=stage.channel)
    telegram.fail("sendMessage", faults.hang(after_effect=True), chat=stage.group)
    await stage.press(ANN, shown, "publish", "yes")
    await stage.until(lambda: telegram.faults.hanging == 2 and "sent" in _outbox(stage, stage.other_group))
    await stage.deployment.stop(kill=True)
    telegram.heal()
    stage.told["dead"] = str({one.title: len(posts(stage, one)) for one in targets(stage)})


async def settle(stage: Stage) -> None:
    """The next process says what it does not know; an editor looks, and says it."""
    stage.deployment.go_on(dt.timedelta(minutes=5))
    await stage.deployment.start()
    doubts = await stage.newest(stage.editors, "没有全部发出去")
    stage.told["doubts"] = doubts.text
    stage.told["posts in doubt"] = str({one.title: len(posts(stage, one)) for one in targets(stage)})
    await stage.press(ANN, doubts, "resend", f"channel:{stage.channel.id}")
    await stage.until(lambda: posts(stage, stage.channel))
    doubts = await _after_that(stage, doubts)
    await stage.press(BEN, doubts, "settled", f"group:{stage.group.id}")
    await _until_published(stage)


async def _after_that(stage: Stage, doubts: Posted) -> Posted:
    """The same question, of what is still in doubt."""
    return await stage.newest(stage.editors, "没有全部发出去", doubts.message_id)


async def _until_published(stage: Stage) -> None:
    """Editors are told so, and the overview says it."""
    await stage.newest(stage.editors, "已经全部发出")
    shown = await stage.say(stage.editors, ANN, "/issue draft")
    await stage.until(lambda: not has(shown, "issue", "retry"))


async def read(stage: Stage) -> None:
    """What people do with an issue: its card, sections, entries, the PDF, and a question that it answers."""
    chat = stage.private(LIN)
    card = await stage.say(chat, LIN, "/issue", "第 1 期")
    stage.told["card"] = card.text
    for section in ("papers", "study", "answers", "resources"):
        await stage.press(LIN, card, "section", section)
        await stage.until(lambda: has(card, "read", "card"))
        stage.told[f"section {section}"] = await _leafed(stage, card)
        await stage.press(LIN, card, "card")
        await stage.until(lambda: has(card, "read", "pdf"))
    await stage.press(LIN, card, "pdf")
    stage.begun["pdf"] = await stage.until(lambda: next(filter(_is_file, stage.telegram.sent(chat)), None))
    stage.told["by number"] = (await stage.say(chat, LIN, "/issue 1", "第 1 期")).text
    stage.told["unknown number"] = (await stage.say(chat, LIN, "/issue 9")).text
    stage.told["entry"] = (await stage.say(chat, LIN, "/start i_1-p1")).text
    stage.told["entry by name"] = (await stage.say(stage.private(GRACE), GRACE, "#1-论1")).text
    stage.told["answer"] = (await stage.say(stage.private(NOAH), NOAH, f"/ask {QUESTION}", "[1]")).text
    stage.told["mine"] = (await stage.say(stage.private(MING), MING, "/mine")).text


async def _leafed(stage: Stage, card: Posted) -> str:
    """All pages of a section."""
    pages = [card.text]
    while any("下一页" in str(one["text"]) or "後" in str(one["text"]) for one in card.buttons):
        at = next(n for n, one in enumerate(card.buttons) if "下一页" in str(one["text"]))
        before = card.text
        stage.telegram.press(LIN, card, at)
        await stage.until(lambda: card.text != before)  # noqa: B023  awaited here
        pages.append(card.text)
    return "\n".join(pages)


async def correct(stage: Stage) -> None:
    """An author edits the message that a published note came from; editors take it, and the posts change."""
    posted = stage.begun["own message"]
    before = max(one.message_id for one in stage.telegram.sent(posted.chat))
    stage.telegram.edit(posted, AMENDED)
    shown = await stage.until(lambda: _preview_after(stage, posted.chat, before))
    await stage.confirm_shown("correction", MING, shown)
    stage.told["asked to correct"] = (await stage.card("correction", "申请更正")).text
    await stage.decide("correction", "approve")
    await stage.until(lambda: all("更正" in posts(stage, one)[-1].text for one in targets(stage)))
    await stage.until(lambda: keeping.rows(stage, "issues")[0]["ingested"] == 2)
    shown = await stage.say(stage.editors, ANN, "/issue draft")
    stage.told["the next issue"] = shown.text


def _is_file(posted: Posted) -> bool:
    return "document" in posted.content


def _preview_after(stage: Stage, chat: Chat, message_id: int) -> Posted | None:
    sent = [one for one in stage.telegram.sent(chat) if one.message_id > message_id and has(one, "note", "confirm")]
    return sent[-1] if sent else None


def _outbox(stage: Stage, chat: Chat) -> list[object]:
    """The states of what the outbox has of the issue for a chat."""
    issue = (row for row in keeping.rows(stage, "outbox") if str(row["key"]).startswith("issue:"))
    return [row["state"] for row in issue if row["chat_id"] == chat.id]


def posts(stage: Stage, chat: Chat) -> list[Posted]:
    """What stands of the issue in a channel or group."""
    return [one for one in stage.telegram.sent(chat) if one.text.startswith("ML 自学者周刊 第 1 期")]


def targets(stage: Stage) -> tuple[Chat, Chat, Chat]:
    """Where issues are published."""
    return stage.channel, stage.group, stage.other_group
