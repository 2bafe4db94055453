"""Review: two editors at their cards, then the issue itself."""

import asyncio
from typing import Final

from tests.e2e.week.people import ANN, BEN, MING, NOAH, QING, QIU, SLOW
from tests.e2e.week.stage import Stage, has
from tests.e2e.week.words import FOREWORD, NOTES, OWN_REASON
from tests.fakes.telegram_server import Posted, User

AT_ONCE: Final = (
    "paper without address", "answer", "formula", "code", "in the group", "message by message", "in private",
    "forwarded", "album", "photo", "file", "file in GBK", "paste", "quoted, agreed", "edited while pending",
    "edited when placed", "anonymous", "resource",
)  # fmt: skip
"""Notes that are approved as they are."""


async def cards(stage: Stage) -> None:
    """What editors do with notes before the cut-off."""
    await _both_at_once(stage, "own message")
    for name in ("paper", *AT_ONCE):
        await stage.approve(name)
    await stage.approve("same paper", BEN)
    await stage.card("near the own message", "相似")
    await stage.decide("near the own message", "reject")
    await stage.decide("near the own message", "reason", "r.twice")
    await stage.card("near the own message", "已拒绝")
    await _reject_in_own_words(stage)
    await _ask_for_changes(stage)
    await _reword(stage)
    await _arrange(stage)
    await _edit_what_is_placed(stage)


async def _both_at_once(stage: Stage, name: str) -> None:
    """Two editors press the same button; one of them hears who came first."""
    card = await stage.card(name)
    first, second = await asyncio.gather(*(stage.press(one, card, "approve") for one in (ANN, BEN)))
    stage.told[f"{name}, Ann"], stage.told[f"{name}, Ben"] = first, second


async def _reject_in_own_words(stage: Stage) -> None:
    await stage.decide("rejected", "reject", by=BEN)
    await stage.decide("rejected", "reason", "r.own", by=BEN)
    await reply(stage, BEN, OWN_REASON)
    await stage.card("rejected", "已拒绝")
    chat = stage.private(QIU)
    told = await stage.newest(chat, OWN_REASON)
    await rewrite(stage, "handed in again", QIU, told, NOTES["handed in again"])
    await stage.approve("handed in again")


async def _ask_for_changes(stage: Stage) -> None:
    for name, reason, more in (("to be changed", "请补充来源", "a.source"), ("never changed", "太短", "a.short")):
        await stage.decide(name, "ask")
        await stage.decide(name, "reason", more)
        await stage.card(name, reason)
    told = await stage.newest(stage.private(MING), "请补充来源")
    await rewrite(stage, "to be changed, then", MING, told, NOTES["changed"])
    await stage.card("to be changed", "第 2 稿")
    await stage.approve("to be changed", BEN)


async def rewrite(stage: Stage, name: str, author: User, told: Posted, text: str) -> None:
    """Write a note anew, from the button under what its author was told."""
    chat = stage.private(author)
    await stage.press(author, told, "edit")
    await stage.newest(chat, "/done", told.message_id)
    await stage.reply_to(stage.telegram.say(chat, author, text))
    await stage.confirm(name, author, stage.telegram.say(chat, author, "/done"))


async def _reword(stage: Stage) -> None:
    """An editor's own wording, whose difference the author reads."""
    await stage.decide("reworded", "edit", by=BEN)
    await reply(stage, BEN, NOTES["reworded, then"])
    await stage.card("reworded", "第 2 稿")
    await stage.newest(stage.private(NOAH), f"#{stage.ids['reworded']}")
    await stage.approve("reworded", BEN)


async def _arrange(stage: Stage) -> None:
    """A note that joins another, one that moves to another section, and one that goes up."""
    await stage.decide("another resource", "join")
    await stage.decide("another resource", "join", str(stage.ids["resource"]))
    await stage.card("another resource", f"并入 #{stage.ids['resource']}")
    await stage.approve("another resource")
    await stage.decide("forwarded", "section")
    await stage.decide("forwarded", "section", "resources")
    await stage.card("forwarded", "资料")
    await stage.decide("forwarded", "up")


async def _edit_what_is_placed(stage: Stage) -> None:
    """It waits again, with what changed."""
    name = "edited when placed"
    stage.telegram.edit(stage.begun[name], NOTES[f"{name}, then"])
    stage.told[name] = (await stage.card(name, "待审")).text
    await stage.approve(name)


async def after_the_cut_off(stage: Stage) -> None:
    """Authors look at their entries, and somebody is late."""
    await stage.newest(stage.editors, "已截稿")
    number = stage.ids["own message"]
    entry = await stage.until(lambda: _to_confirm(stage, MING, number))
    stage.told["agreed"] = await stage.press(MING, entry, "agree")
    entry = await stage.until(lambda: _to_confirm(stage, QING, stage.ids["edited when placed"]))
    stage.told["not agreed"] = await stage.press(QING, entry, "change")
    chat = stage.private(SLOW)
    stage.told["left"] = (await stage.newest(chat, "丢弃")).text
    await stage.hand_in("late, for the next", SLOW, NOTES["late, for the next"])
    await stage.hand_in("late", SLOW, NOTES["late"])
    told = await stage.newest(chat, f"#{stage.ids['late']}")
    await stage.press(SLOW, told, "queue_jump")
    await stage.card("late", "请求插队")
    await stage.decide("late", "include")
    await stage.approve("late")


def _to_confirm(stage: Stage, author: User, number: int) -> Posted | None:
    sent = stage.telegram.sent(stage.private(author))
    return next((one for one in sent if f"w:note:agree:{number}:" in str(one.buttons)), None)


async def reply(stage: Stage, editor: User, text: str) -> None:
    """Write what the bot has just asked this editor for."""
    name = editor.first_name

    def asked() -> Posted | None:
        sent = stage.telegram.sent(stage.editors)
        return next((one for one in reversed(sent) if one.asks_reply and name in one.text), None)

    question = await stage.until(asked)
    stage.telegram.say(stage.editors, editor, text, reply_to=question)


async def overview(stage: Stage, editor: User = ANN) -> Posted:
    """The issue in work, as an editor asks for it."""
    return await stage.say(stage.editors, editor, "/issue draft", "轮值主编")


async def freeze(stage: Stage) -> None:
    """An editor on duty, a foreword, and then nothing of the issue changes any more."""
    shown = await overview(stage, BEN)
    await stage.press(BEN, shown, "take")
    await stage.until(lambda: "轮值主编：Ben" in shown.text)
    await stage.press(BEN, shown, "foreword")
    await reply(stage, BEN, FOREWORD)
    shown = await stage.newest(stage.editors, "刊首语：", shown.message_id)
    await stage.press(BEN, shown, "freeze", "")
    await stage.press(BEN, shown, "freeze", "yes")
    await stage.until(lambda: has(shown, "issue", "publish"))
    stage.told["frozen"] = shown.text
    stage.begun["overview"] = shown
