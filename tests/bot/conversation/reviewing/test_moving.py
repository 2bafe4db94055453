"""Where a note stands: its section, its place there, whose entry it joins, and which issue it is in."""

from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import Note, NoteState
from tests.bot.conversation.reviewing.editors_chat import BEN, EditorsChat


async def placed(chat: EditorsChat, *words: str) -> list[Note]:
    """Notes that were approved one after the other, each by the button of its card."""
    notes = [await chat.handed_in(one, title=one) for one in words]
    for note in notes:
        await chat.press(await chat.card(note), "通过")
    return [await chat.note(note) for note in notes]


async def test_a_note_moves_to_another_section(chat: EditorsChat) -> None:
    """By the menu below its card, whose text stays while it is open."""
    (note,) = await placed(chat, "其实是论文笔记")
    card = await chat.card(note)
    await chat.press(card, "移到")
    assert chat.now(card).text == card.text
    await chat.press(chat.now(card), "论文速递")
    assert (await chat.note(note)).section is Section.PAPERS
    assert "论文速递" in (chat.now(card).text or "")
    assert (await chat.weekly.issues.audits(f"note:{note.id}"))[-1].detail == {"section": "papers"}


async def test_notes_are_put_in_order_without_their_neighbours_changing(chat: EditorsChat) -> None:
    """Up and down on the card and on the page of the section; at the edge a sentence says so."""
    first, second, third = await placed(chat, "甲", "乙", "丙")
    await chat.press(await chat.card(third), "↑")
    await chat.press(await chat.card(first), "↑")
    assert "最边上" in chat.screen.notices[-1]
    assert (await chat.note(second)).version == second.version
    (overview,) = await chat.say("/issue draft")
    assert overview.index("甲") < overview.index("丙") < overview.index("乙")
    page = chat.last()
    await chat.press(page, "学习心得", BEN)
    await chat.press(chat.now(page), "↓", BEN)
    text = chat.now(page).text or ""
    assert text.index("丙") < text.index("甲") < text.index("乙")


async def test_a_note_joins_the_entry_of_another_and_takes_along_what_joined_it(chat: EditorsChat) -> None:
    """One level deep, in the section of the entry; the two cannot join each other."""
    paper, mine, other = await placed(chat, "论文", "我的", "补充")
    await chat.press(card := await chat.card(other), "并入")
    await chat.press(chat.now(card), "我的")
    await chat.press(card := await chat.card(paper), "移到")
    await chat.press(chat.now(card), "论文速递")
    await chat.press(card := await chat.card(await chat.note(mine)), "并入")
    await chat.press(chat.now(card), "论文")
    for note in (mine, other):
        now = await chat.note(note)
        assert (now.joins, now.section) == (paper.id, Section.PAPERS)
    card = await chat.card(await chat.note(paper))
    await chat.press_data(f"w:card:join:{paper.id}:{(await chat.note(paper)).version}:{mine.id}", card)
    assert "不能并入" in chat.screen.notices[-1]
    (overview,) = await chat.say("/issue draft")
    assert overview.count("└") == 2


async def test_a_late_note_comes_into_the_issue_in_review(chat: EditorsChat) -> None:
    """By the button of one that asks for it; whoever freezes at the same moment has to look again."""
    await placed(chat, "赶上了")
    issue = await chat.weekly.issues.open(chat.clock.now())
    closed = await chat.weekly.close_issue(issue, "31")
    assert closed is not None
    late = await chat.handed_in("迟到了", urgent=True)
    await chat.press(card := await chat.card(late), "本期")
    now = await chat.note(late)
    assert (now.issue_id, now.urgent, now.state) == (closed.id, False, NoteState.PENDING)
    assert await chat.weekly.issues.issue(closed.id) != closed
    await chat.press(chat.now(card), "通过")
    assert (await chat.note(late)).state is NoteState.PLACED
