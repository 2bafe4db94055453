"""The question about an overheard message, from the database to the outbox."""

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.publishing.outgoing import Outgoing
from bot.publishing.teaching import LabelCards
from bot.tongues import Tongues
from tests.bot.conversation.manners.teaching_group import ADMIN, ADMIN_ID, ASKED, CHAT, group_over


async def test_a_card_asks_quietly_in_the_persons_language_with_what_it_would_answer_from(
    sqlite_database: Path,
) -> None:
    """Its buttons are those that the chat takes; what was said is quoted, escaped and without hidden marks."""
    async with group_over(sqlite_database) as group:
        number = await group.hear(5, f"{ASKED}\u202e<b>")
        overheard = await group.overhearings.overheard(number)
        assert overheard is not None
        await group.order("/language en", ADMIN, {"id": ADMIN_ID, "type": "private"})
        tongues = Tongues(group.policies)
        await tongues.refresh()

        async def own_name() -> str:
            return "zixue_bot"

        cards = LabelCards(group.chat.dispatcher["teaching"], own_name, tongues, "zh", ZoneInfo("Asia/Shanghai"))
        effect = await cards(overheard, ADMIN_ID)
        outgoing = Outgoing.of_payload(effect.payload)
        assert (effect.key, effect.chat_id, outgoing.silent) == (f"shadow:{number}", ADMIN_ID, True)
        assert outgoing.html == (
            f"Somebody said in group {CHAT}:\n<blockquote>{ASKED}&lt;b&gt;</blockquote>\n"
            'Nobody asked me, but I would answer from:\n<a href="https://t.me/zixue_bot?start=e_e">池化&lt;b&gt;</a>'
        )
        (row,) = outgoing.keyboard
        assert [one.data for one in row] == [f"w:shadow:{said}:{number}:0" for said in ("yes", "no", "skip")]
        await group.order("/shadow on")
        await group.chat.press(row[0].data or "", group.shown(), ADMIN)
        labelled = await group.overhearings.overheard(number)
        assert labelled is not None
        assert labelled.label is True
