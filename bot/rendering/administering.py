"""The pages of /admin: each one message with buttons, pure."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Words
from bot.catalogue.administering import POLICIES, ROLES, STANDINGS, Intake, Menu
from bot.catalogue.phrase import Phrases
from bot.rendering.audience import Audience
from bot.rendering.governing import ending
from bot.rendering.layout import Limits, messages
from bot.rendering.references import details, title
from bot.rendering.runs import Block, Run, clipped, one_line
from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.quotas import Quota, Scope, Spent
from knowledge.governance.roles import Grant
from knowledge.records import ChatPolicy, Policy, SourceSummary
from knowledge.weekly.members import Member

ADMIN: Final = "admin"
"""What presses of the menu are about."""

Page: TypeAlias = tuple[str, Keyboard]
_Item = TypeVar("_Item")
_ONE: Final = Limits(units=3500, entities=90)
_LISTED: Final = 8
_NAME: Final = 40
_LANGUAGES: Final = {"zh": "中文", "en": "English"}
_PAGES: Final = (
    ((Menu.CHATS, "chats"), (Menu.ROLES, "roles")),
    ((Menu.BANS, "bans"), (Menu.QUOTAS, "quotas")),
    ((Menu.SOURCES, "sources"), (Menu.STATS, "stats")),
    ((Menu.HEALTH, "health"), (Menu.AUDIT, "audit")),
    ((Menu.BROADCAST, "broadcast"),),
)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page counts; `health` is that of the bot in one line."""

    served: int
    waiting: int
    roles: int
    bans: int
    sources: int
    pending: int
    questions: int
    health: str


def button(text: str, action: str, number: int = 0, version: int = 0, more: str = "") -> Button:
    """A button of the menu."""
    return Button(text, Press(ADMIN, action, number, version, more).pack())


def back(audience: Audience, action: str = "home") -> tuple[Button, ...]:
    """The way to the page before."""
    return (button(Menu.BACK.say(audience.language), action),)


def paragraph(text: str, *, bold: bool = False, gap: int = 1) -> Block:
    """A line of its own."""
    return Block((Run(one_line(text), ("b",) if bold else ()),), gap=gap)


def page(heading: Phrases, lines: Sequence[Block], audience: Audience) -> str:
    """One message under a heading."""
    return messages([paragraph(heading.say(audience.language), bold=True), *lines], _ONE)[0]


def home(shown: Overview, audience: Audience) -> Page:
    """The first page: how things stand, and the way to every other."""
    spoken = audience.language
    said = [
        Menu.HOME_CHATS.say(spoken, served=shown.served, waiting=shown.waiting),
        Menu.HOME_PEOPLE.say(spoken, roles=shown.roles, bans=shown.bans),
        Menu.HOME_SOURCES.say(spoken, sources=shown.sources, pending=shown.pending),
        Menu.HOME_QUESTIONS.say(spoken, count=shown.questions),
        shown.health,
    ]
    rows = tuple(tuple(button(words.say(spoken), action) for words, action in row) for row in _PAGES)
    return page(Menu.HOME, [paragraph(one) for one in said], audience), rows


def chats(listed: Sequence[Admission], at: int, audience: Audience) -> Page:
    """The chats that have come, each with the way to its own page."""

    def row(one: Admission) -> tuple[Button, ...]:
        state = STANDINGS[one.standing].say(audience.language)
        return (button(f"{name_of(one)} · {state}", "chat", more=str(one.chat_id)),)

    lines = [] if listed else [paragraph(Menu.NO_CHATS.say(audience.language))]
    return page(Menu.CHATS, lines, audience), (*_paged(listed, at, "chats", row), back(audience))


def chat(held: Admission, policy: ChatPolicy, audience: Audience) -> Page:
    """One chat: how it stands, when the bot speaks there, and what can be changed."""
    spoken = audience.language
    said = [
        f"{name_of(held)} · {held.kind} · {held.chat_id}",
        Menu.STANDING.say(spoken, standing=STANDINGS[held.standing].say(spoken)),
        Menu.POLICY.say(spoken, policy=POLICIES[policy.policy].say(spoken)),
        Menu.SHADOW.say(spoken, state=(Menu.ON if policy.shadow else Menu.OFF).say(spoken)),
        Menu.LANGUAGE.say(spoken, spoken=_LANGUAGES.get(policy.language or "") or Menu.AS_SET.say(spoken)),
    ]
    if held.decided_by and held.decided_at:
        day = audience.day(held.decided_at)
        said.append(f"{Menu.DECIDED.say(spoken, by=held.decided_by)} · {day}")
    if held.code and held.standing is Standing.WAITING:
        said.append(Menu.CODE.say(spoken, code=held.code))
    rows = (*_deciding(held, audience), _policies(held, policy, audience), _habits(held, policy, audience))
    return page(Menu.CHATS, [paragraph(one) for one in said], audience), (*rows, back(audience, "chats"))


def roles(admins: Collection[int], grants: Sequence[Grant], audience: Audience) -> Page:
    """Who may what everywhere."""
    spoken = audience.language
    said = [Menu.OF_SETTINGS.say(spoken, id=one) for one in admins]
    said += [f"{one.user_id} · {ROLES[one.role].say(spoken)} · {audience.day(one.granted_at)}" for one in grants]
    return _listing(Menu.ROLES, said, Menu.HOW_ROLES, audience)


def bans(members: Sequence[Member], now: dt.datetime, audience: Audience) -> Page:
    """Who is banned, until when and why."""
    said = [_ban(one, audience) for one in members if one.is_banned(now)]
    return _listing(Menu.BANS, said, Menu.HOW_BANS, audience)


def quotas(limits: Mapping[Scope, Quota], spent: Sequence[tuple[str, Spent]], audience: Audience) -> Page:
    """How much people and chats may use, and what each chat has used today."""
    spoken = audience.language
    whom = {Scope.USER: Menu.EVERY_USER, Scope.CHAT: Menu.EVERY_CHAT}
    said = [_quota(whom[scope].say(spoken), quota, audience) for scope, quota in limits.items()]
    said += [_spent(name, one, audience) for name, one in spent]
    return _listing(Menu.QUOTAS, said, Menu.HOW_QUOTAS, audience)


def one_quota(name: str, quota: Quota, spent: Spent, audience: Audience) -> str:
    """How much one of them may use, and has used today."""
    said = (_quota(name, quota, audience), _spent(name, spent, audience))
    return page(Menu.QUOTAS, [paragraph(one) for one in said], audience)


def sources(listed: Sequence[SourceSummary], at: int, audience: Audience) -> Page:
    """What was read, the newest first, each with the way to its own page."""

    def row(one: SourceSummary) -> tuple[Button, ...]:
        name = clipped(one.source.title, _NAME) or Words.UNTITLED.say(audience.language)
        return (button(f"{name} · {one.entries}/{one.passages}", "source", more=one.source.id),)

    lines = [paragraph((Menu.HOW_SOURCES if listed else Menu.NONE).say(audience.language))]
    return page(Menu.SOURCES, lines, audience), (*_paged(listed, at, "sources", row), back(audience))


def source(held: SourceSummary, audience: Audience) -> Page:
    """One source, with the way to its entries and the button that forgets it."""
    spoken, one = audience.language, held.source
    about = Intake.SOURCE_ABOUT.say(
        spoken, entries=held.entries, passages=held.passages, day=audience.day(one.fetched_at)
    )
    known = details(audience, one.date, url=one.url)
    named = (Run(Intake.SOURCE_ID.say(spoken)), Run(one.id, ("code",)), *([Run(" · ")] if known else []), *known)
    lines = [Block((title(audience, "s", one.id, one.title),), gap=1), paragraph(about), Block(named, gap=1)]
    forget = (button(Intake.FORGET.say(spoken), "forget", more=one.id),)
    return page(Menu.SOURCES, lines, audience), (forget, back(audience, "sources"))


def name_of(held: Admission) -> str:
    """What a chat is called."""
    return clipped(held.title or str(held.chat_id), _NAME)


def _deciding(held: Admission, audience: Audience) -> Keyboard:
    """The buttons that decide on a chat, for the standing that it was shown with."""
    shown = list(Standing).index(held.standing)
    named = {
        Standing.WAITING: ((Menu.ADMIT, "admit"), (Menu.REFUSE, "refuse")),
        Standing.ADMITTED: ((Menu.TAKE_OUT, "refuse"),),
        Standing.REFUSED: ((Menu.ADMIT, "admit"),),
    }[held.standing]
    where = str(held.chat_id)
    return (tuple(button(words.say(audience.language), action, 0, shown, where) for words, action in named),)


def _policies(held: Admission, policy: ChatPolicy, audience: Audience) -> tuple[Button, ...]:
    return tuple(
        button(
            f"{'● ' if one is policy.policy else ''}{POLICIES[one].say(audience.language)}",
            "policy",
            number,
            more=str(held.chat_id),
        )
        for number, one in enumerate(Policy)
    )


def _habits(held: Admission, policy: ChatPolicy, audience: Audience) -> tuple[Button, ...]:
    spoken, where = audience.language, str(held.chat_id)
    shadow = Menu.SHADOW.say(spoken, state=(Menu.OFF if policy.shadow else Menu.ON).say(spoken))
    others = [name for name in (None, *_LANGUAGES) if name != policy.language]
    named = [(0 if one is None else list(_LANGUAGES).index(one) + 1, one) for one in others]
    spoken_there = [
        button(_LANGUAGES.get(one or "") or Menu.AS_SET.say(spoken), "language", number, more=where)
        for number, one in named
    ]
    return (button(shadow, "shadow", int(not policy.shadow), more=where), *spoken_there)


def _ban(member: Member, audience: Audience) -> str:
    until, why = ending(member.banned_until, audience), clipped(member.ban_reason or "", 80)
    return f"{member.user_id} {clipped(member.byline, _NAME)} · {until} · {why}"


def _spent(name: str, spent: Spent, audience: Audience) -> str:
    tokens = spent.tokens_in + spent.tokens_out
    return Menu.SPENT.say(audience.language, title=name, questions=spent.questions, tokens=tokens)


def _quota(whom: str, quota: Quota, audience: Audience) -> str:
    free = Menu.UNLIMITED.say(audience.language)

    def said(limit: float | None) -> str:
        return f"{limit:,}" if limit else free

    cost = quota.cost_a_day / 1_000_000 if quota.cost_a_day else None
    questions, tokens = said(quota.questions_a_minute), said(quota.tokens_a_day)
    return Menu.QUOTA.say(audience.language, whom=whom, questions=questions, tokens=tokens, cost=said(cost))


def _listing(heading: Phrases, said: Sequence[str], how: Phrases, audience: Audience) -> Page:
    lines = [paragraph(one) for one in said or [Menu.NONE.say(audience.language)]]
    return page(heading, [*lines, paragraph(how.say(audience.language), gap=2)], audience), (back(audience),)


def _paged(listed: Sequence[_Item], at: int, action: str, row: Callable[[_Item], tuple[Button, ...]]) -> Keyboard:
    """Some rows, and the buttons that turn to the others."""
    pages = max(1, -(-len(listed) // _LISTED))
    at = min(at, pages - 1)
    turns = [
        button(f"{arrow} {to + 1}/{pages}", action, to)
        for to, arrow in ((at - 1, "‹"), (at + 1, "›"))
        if 0 <= to < pages
    ]
    shown = listed[at * _LISTED : (at + 1) * _LISTED]
    return (*(row(one) for one in shown), *([tuple(turns)] if turns else []))
