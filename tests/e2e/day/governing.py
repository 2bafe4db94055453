"""What those who govern the bot and the group do in a day."""

import asyncio
from typing import Final

from tests.e2e.day.asking import QUIET, Asking, below
from tests.e2e.day.neighbours import ABOUT_THE_PAGE
from tests.e2e.day.people import ADA, ASKERS, BAO, TROLL
from tests.e2e.day.stage import Stage
from tests.fakes.telegram_server import Posted

BROADCAST: Final = "今晚八点的讨论改到九点，地点不变。"
_LABELS: Final = 12


async def let_in(stage: Stage) -> None:
    """The group is not served until an admin says so; then somebody asks what is said unasked to be written down."""
    telegram, group = stage.telegram, stage.group
    telegram.private(ADA)
    early = stage.command(group, ASKERS[0], f"@{telegram.bot.username} 你在吗？")
    code = await stage.until(lambda: telegram.sent(group), "code")
    stage.told["code"] = code[-1].text
    stage.told["early"] = str(len(below(early)))
    for words in ("/allow", "/policy", "/shadow on"):
        stage.told[words] = (await stage.answer(stage.command(group, ADA, words))).text


async def all_day(stage: Stage, asking: Asking) -> None:
    """One after the other, at their hours."""
    await stage.hours.until(3.0)
    await _label(stage)
    await stage.hours.until(5.0)
    stage.told["/shadow off"] = (await stage.answer(stage.command(stage.group, ADA, "/shadow off"))).text
    await _ingest(stage)
    await stage.hours.until(8.0)
    await _look(stage)
    await _quietly(stage, asking)
    await stage.hours.until(21.0)
    await _broadcast(stage)
    await _look(stage)


async def _label(stage: Stage) -> None:
    """Page through what was heard, and say of each whether it should have been answered."""
    listing = await stage.answer(stage.command(stage.telegram.private(ADA), ADA, "/shadow"))
    labelled = 0
    for n in range(_LABELS):
        labels = [str(one["text"]) for one in listing.buttons if "该答" in str(one["text"])]
        if not labels:
            break
        await stage.press(ADA, listing, labels[n % len(labels)])
        labelled += 1
    stage.told["labels"] = str(labelled)


async def _ingest(stage: Stage) -> None:
    private = stage.telegram.private(ADA)
    page = await stage.answer(stage.command(private, ADA, f"/ingest {stage.neighbour}/page"))
    await stage.until(lambda: "海葵" in page.text or None, "ingested page")
    stage.told["ingested"] = page.text
    await asyncio.sleep(3.0)
    stage.told["about the page"] = (await stage.answer(stage.command(private, ADA, ABOUT_THE_PAGE))).text


async def _look(stage: Stage) -> None:
    private = stage.telegram.private(ADA)
    for words in ("/stats", "/health", "/admin", "/audit"):
        stage.told[words] = (await stage.answer(stage.command(private, ADA, words))).text
    stage.told["/stats, in the group"] = (await stage.answer(stage.command(stage.group, ADA, "/stats 7d"))).text


async def _quietly(stage: Stage, asking: Asking) -> None:
    """For some hours nobody is answered who does not command it; what was said before is not judged by that."""
    await stage.hours.until(QUIET[0] - 1.0)
    asking.may_mention.clear()
    await stage.hours.until(QUIET[0])
    await stage.caught_up()
    await _be_quiet(stage)
    asking.is_quiet.set()
    await stage.hours.until(QUIET[1] + 0.2)
    await stage.caught_up()
    stage.told["/policy mention"] = (await stage.answer(stage.command(stage.group, ADA, "/policy mention"))).text
    asking.may_mention.set()


async def _be_quiet(stage: Stage) -> None:
    """Somebody who writes in the group's name says who they are; the troll cannot say it for them."""
    posted = stage.command(stage.group, BAO, "/policy quiet", anonymous=True)
    who = await stage.answer(posted)
    stage.told["stolen confirmation"] = await stage.press(TROLL, who, "确认")
    await stage.press(BAO, who, "确认")
    shown = await stage.until(lambda: [one for one in below(posted) if one is not who], "policy")
    stage.told["/policy quiet"] = shown[-1].text
    stage.told["stolen policy"] = await stage.press(TROLL, shown[-1], "旁听")


async def _broadcast(stage: Stage) -> None:
    posted = stage.command(stage.telegram.private(ADA), ADA, f"/broadcast {BROADCAST}")
    shown = posted.chat
    preview = await stage.until(lambda: [one for one in shown.messages if _offers(one) and one.mine], "preview")
    stage.told["stolen broadcast"] = await _stolen(stage, preview[-1])
    await stage.press(ADA, preview[-1], "发送")
    await stage.until(lambda: broadcasts(stage), "broadcast")


def _offers(posted: Posted) -> bool:
    return any("发送" in str(one["text"]) for one in posted.buttons)


async def _stolen(stage: Stage, preview: Posted) -> str:
    """Somebody knows what the button says, and presses it by a program of their own."""
    data = next(str(one["callback_data"]) for one in preview.buttons if "发" in str(one["text"]))
    return await stage.forge(ASKERS[1], preview, data)


def broadcasts(stage: Stage) -> list[Posted]:
    """What was announced in the group."""
    return [one for one in stage.telegram.sent(stage.group) if one.text == BROADCAST]
