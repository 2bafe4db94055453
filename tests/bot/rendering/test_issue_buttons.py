"""The buttons under issues."""

from bot.buttons import Button, Keyboard, Press
from bot.rendering import Audience
from bot.rendering.issue_buttons import under_card, under_entry, under_post, under_section
from knowledge.weekly.compiled import Site
from tests.knowledge.weekly.rendering.printed_issue import printed_issue

ZH, SITE, NOWHERE = Audience("zh", "zixue_bot"), Site("https://weekly.example.org", "zixue_bot"), Site()


def flat(keyboard: Keyboard) -> list[Button]:
    """All of them."""
    return [button for row in keyboard for button in row]


def presses(keyboard: Keyboard) -> list[tuple[str, str, int]]:
    """What they press: the action, what of, which page."""
    found = (Press.of(button.data) for button in flat(keyboard))
    return [(press.action, press.more, press.version) for press in found if press]


def test_a_card_leads_to_its_sections_and_other_forms() -> None:
    """The full text only where there is an archive."""
    issue = printed_issue()
    keyboard = under_card(issue, ["一", "二"], 0, SITE, ZH)
    assert presses(keyboard) == [("card", "", 1), ("section", "papers", 0), ("section", "study", 0), ("pdf", "", 0)]
    assert [button.url for button in flat(keyboard) if button.url] == ["https://weekly.example.org/issues/4"]
    assert [button.url for button in flat(under_card(issue, ["一"], 0, NOWHERE, ZH)) if button.url] == []


def test_in_a_channel_buttons_lead_to_the_bot() -> None:
    """Where nobody can be answered in the place where they press."""
    issue = printed_issue()
    links = [button.url for button in flat(under_post(issue, SITE, ZH, pressable=False))]
    assert links == [
        "https://t.me/zixue_bot?start=i_4-p",
        "https://t.me/zixue_bot?start=i_4-n",
        "https://weekly.example.org/issues/4",
        "https://t.me/zixue_bot?start=i_4",
    ]
    assert presses(under_post(issue, SITE, ZH, pressable=True))[:1] == [("section", "papers", 0)]


def test_pages_lead_to_their_neighbours_and_back() -> None:
    """A section to its pages, an entry to the entries beside it."""
    issue = printed_issue()
    pages = ["一", "二", "三"]
    assert presses(under_section(issue, issue.sections[1], pages, 1, ZH)) == [
        ("section", "study", 0), ("section", "study", 2), ("card", "", 0),
    ]  # fmt: skip
    assert presses(under_entry(issue, issue.entries()[1], ["一"], 0, ZH)) == [
        ("entry", "4-p1", 0), ("entry", "4-n2", 0), ("section", "study", 0), ("card", "", 0),
    ]  # fmt: skip
