"""The first days: members hand in what they have, in every way that there is."""

import asyncio
from io import BytesIO
from typing import Final

from PIL import Image

from tests.e2e.week.people import BANNED, GRACE, HIDDEN, IVAN, LIN, MING, NICKNAMES, NOAH, QING, QIU, RAIN, SLOW, ZHOU
from tests.e2e.week.stage import Stage, below, has, presses
from tests.e2e.week.words import FORWARDED, GBK, LONG, MARKDOWN, NOTES, PIECES
from tests.fakes.telegram_server import Chat, Posted, Upload, User, origins

CAMERA: Final = "Canon of the traceless one"
"""What the photos' metadata say."""


async def everybody(stage: Stage) -> None:
    """All members at once, each one note after the other."""
    async with asyncio.TaskGroup() as tasks:
        for work in (_papers, _studies, _in_private, _pictures, _files, _quoting, _changing, _hidden, _refused):
            tasks.create_task(work(stage))
    await _again(stage)


async def _papers(stage: Stage) -> None:
    """Two members about the same paper, the second of whom stands beside the first; and a paper without an address."""
    await stage.hand_in("paper", MING, NOTES["paper"])
    posted = stage.telegram.say(stage.private(QING), QING, f"/submit {NOTES['same paper']}")
    shown = await stage.preview(posted)
    await stage.press(QING, shown, "join", str(stage.ids["paper"]))
    await stage.until(lambda: has(shown, "note", "join", "0"))
    await stage.confirm_shown("same paper", QING, shown)
    await stage.hand_in("paper without address", ZHOU, NOTES["paper without address"])
    await stage.hand_in("answer", MING, NOTES["answer"])


async def _studies(stage: Stage) -> None:
    """By commands with words."""
    for name in ("formula", "code", "reworded"):
        await stage.hand_in(name, NOAH, NOTES[name])
    await stage.hand_in("in the group", LIN, NOTES["in the group"], stage.group)
    await stage.hand_in("resource", GRACE, NOTES["resource"])
    await stage.hand_in("another resource", IVAN, NOTES["another resource"])


async def _in_private(stage: Stage) -> None:
    """Message by message under a nickname, a forwarded post, and something that is never finished."""
    rain, grace, slow = stage.private(RAIN), stage.private(GRACE), stage.private(SLOW)
    await stage.say(rain, RAIN, f"/nick {NICKNAMES[RAIN.id]}", NICKNAMES[RAIN.id])
    await stage.say(rain, RAIN, "/submit", "/done")
    await collect(stage, rain, RAIN, PIECES)
    await stage.confirm("message by message", RAIN, stage.telegram.say(rain, RAIN, "/done"))
    await stage.hand_in("in private", RAIN, NOTES["in private"])
    papers = stage.telegram.group("论文频道", kind="channel", bot="left")
    await stage.say(grace, GRACE, "/submit", "/done")
    forwarded = stage.telegram.forward(grace, GRACE, FORWARDED, origins.from_channel(papers, 31))
    await stage.reply_to(forwarded)
    await stage.confirm("forwarded", GRACE, stage.telegram.say(grace, GRACE, "/done"))
    await stage.say(slow, SLOW, "/submit", "/done")
    await stage.reply_to(stage.telegram.say(slow, SLOW, "写到一半，先去吃饭。"))


async def collect(stage: Stage, chat: Chat, user: User, pieces: tuple[str, ...]) -> None:
    """Write in several messages, each once the one before is kept: the first is answered, others get a sign."""
    for n, piece in enumerate(pieces):
        posted = stage.telegram.say(chat, user, piece)
        if n == 0:
            await stage.reply_to(posted)
        else:
            await stage.until(lambda: (chat.id, posted.message_id) in stage.telegram.reactions)  # noqa: B023  awaited


async def _pictures(stage: Stage) -> None:
    """An album, of which one photo has the caption, and a photo alone."""
    colours = ("firebrick", "seagreen", "royalblue")
    files = [Upload(f"{one}.jpg", picture(one)) for one in colours]
    album = stage.telegram.album(stage.private(RAIN), RAIN, files, f"/submit {NOTES['album']}")
    await stage.confirm("album", RAIN, album[0])
    one = Upload("matrix.jpg", picture("goldenrod"))
    posted = stage.telegram.photograph(stage.private(IVAN), IVAN, one, f"/submit {NOTES['photo']}")
    await stage.confirm("photo", IVAN, posted)


async def _files(stage: Stage) -> None:
    """A Markdown file, a text in GBK, and a paste that clients cut."""
    zhou, lin, qiu = stage.private(ZHOU), stage.private(LIN), stage.private(QIU)
    posted = stage.telegram.share(zhou, ZHOU, Upload("optimisers.md", MARKDOWN.encode()), "/submit")
    await stage.confirm("file", ZHOU, posted)
    posted = stage.telegram.share(lin, LIN, Upload("主成分.txt", GBK.encode("gb18030")), "/submit")
    await stage.confirm("file in GBK", LIN, posted)
    pieces = stage.telegram.paste(qiu, QIU, f"/submit {LONG}")
    await stage.confirm("paste", QIU, pieces[0])


async def _quoting(stage: Stage) -> None:
    """A message of one's own, and words of two others, one of whom does not want them published."""
    group, telegram = stage.group, stage.telegram
    said = stage.begun["own message"] = telegram.say(group, MING, NOTES["own message"])
    await stage.confirm("own message", MING, telegram.say(group, MING, "/submit", reply_to=said))
    said = telegram.say(group, LIN, NOTES["quoted, agreed"])
    await stage.confirm("quoted, agreed", QING, telegram.say(group, QING, "/submit", reply_to=said))
    await _answer(stage, "quoted, agreed", LIN, "yes")
    said = telegram.say(group, QIU, NOTES["quoted, declined"])
    await stage.confirm("quoted, declined", ZHOU, telegram.say(group, ZHOU, "/submit", reply_to=said))
    await _answer(stage, "quoted, declined", QIU, "no")
    telegram.say(group, QIU, NOTES["said by another"])


async def _answer(stage: Stage, name: str, user: User, more: str) -> None:
    """Only whoever is asked may answer."""

    def asked() -> Posted | None:
        number = str(stage.ids[name])
        return next(
            (
                one
                for one in stage.telegram.sent(stage.group)
                if has(one, "note", "consent") and number in str(one.buttons)
            ),
            None,
        )

    question = await stage.until(asked)
    stage.told[f"{name}, somebody else"] = await stage.press(NOAH, question, "consent", "yes")
    await stage.press(user, question, "consent", more)
    await stage.until(lambda: not has(question, "note", "consent"))


async def _changing(stage: Stage) -> None:
    """What is edited, taken back, or has a secret in it that its author is warned of."""
    await stage.hand_in("edited while pending", GRACE, NOTES["edited while pending"])
    await stage.card("edited while pending")
    stage.telegram.edit(stage.begun["edited while pending"], NOTES["edited while pending, then"])
    await stage.card("edited while pending", "第 2 稿")
    await stage.hand_in("edited when placed", QING, NOTES["edited when placed"])
    number = await stage.hand_in("withdrawn", LIN, NOTES["withdrawn"])
    await stage.say(stage.private(LIN), LIN, f"/withdraw {number}", f"#{number}")
    posted = stage.telegram.say(stage.private(IVAN), IVAN, f"/submit {NOTES['secret']}")
    shown = await stage.preview(posted)
    stage.ids["secret"] = next(one.id for _, one in presses(shown))
    stage.told["secret"] = shown.text
    await stage.press(IVAN, shown, "cancel")
    for name, user in (("rejected", QIU), ("to be changed", MING), ("never changed", NOAH)):
        await stage.hand_in(name, user, NOTES[name])


async def _hidden(stage: Stage) -> None:
    """Somebody who does not want to be known, though they have a nickname."""
    chat = stage.private(HIDDEN)
    await stage.say(chat, HIDDEN, f"/nick {NICKNAMES[HIDDEN.id]}", NICKNAMES[HIDDEN.id])
    posted = stage.telegram.say(chat, HIDDEN, f"/submit {NOTES['anonymous']}")
    shown = await stage.preview(posted)
    await stage.press(HIDDEN, shown, "anonymous", "1")
    await stage.until(lambda: has(shown, "note", "anonymous", "0"))
    await stage.confirm_shown("anonymous", HIDDEN, shown)
    stage.telegram.edit(posted, f"{NOTES['anonymous']}（补一句：求和那一步最要紧。）")
    await stage.card("anonymous", "第 2 稿")


async def _refused(stage: Stage) -> None:
    """Somebody who is banned."""
    reply = await stage.say(stage.private(BANNED), BANNED, f"/submit {NOTES['banned']}")
    stage.told["banned"] = reply.text


async def _again(stage: Stage) -> None:
    """What says the same as another note, and what nearly does."""
    number = stage.ids["formula"]
    posted = stage.telegram.say(
        stage.private(ZHOU), ZHOU, f"/submit {NOTES['formula'].replace('本周心得：', '本周心得： ')}"
    )
    stage.told["the same"] = (await stage.reply_to(posted, f"#{number}")).text
    assert not any(has(one, "note", "confirm") for one in below(posted))
    await stage.hand_in("near the own message", IVAN, NOTES["near the own message"])


def picture(colour: str) -> bytes:
    """A photo that says with what it was taken."""
    data, said = BytesIO(), Image.Exif()
    said[0x010F] = CAMERA
    Image.new("RGB", (640, 400), colour).save(data, "JPEG", exif=said)
    return data.getvalue()
