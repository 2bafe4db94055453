"""Describing links: the title and authors of what stands behind the links of entries, asked of the web once."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit

from knowledge import links
from knowledge.errors import Refusal, SourceRefused
from knowledge.ports import Clock, Library, LinkDescriptions, Web
from knowledge.records import Entry, LinkDescription, Source
from knowledge.registries import Answers, Inquiry, Said, inquiries

ASKED_AGAIN: Final = dt.timedelta(weeks=1)
"""How long a link that had nothing to say is left alone."""

_PATIENCE: Final = 2  # so many silent sites, and none that spoke: the network is away
_SILENT: Final = frozenset({Refusal.UNREACHABLE, Refusal.NO_SUCH_ADDRESS, Refusal.TOO_SLOW})
_NO_PAGES: Final = (
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".mp4", ".mp3", ".zip", ".gz", ".tar", ".rar", ".7z"),
    *(".csv", ".xlsx", ".ppt", ".pptx", ".doc", ".docx", ".exe", ".dmg", ".pdf"),
)


@dataclass(frozen=True, slots=True)
class DescribeLinks:
    """Ask what stands behind links that are not described yet, those of the newest entries first.

    At most `most` links a run, one request after the other, with a `pause` between them. What had nothing to say is
    kept so, and asked again after `ASKED_AGAIN`. Where the first sites are silent the network is taken to be away: the
    run ends, and nothing of it is kept. A site that falls silent, and a registry that refuses, is left alone until the
    next run. A page is asked only where its site lets programs ask.

    Raises:
        LibraryUnavailable: the library cannot be read or written; what was kept before that stays.
    """

    library: Library
    descriptions: LinkDescriptions
    web: Web
    clock: Clock
    pause: Callable[[], Awaitable[None]]
    most: int = 50

    async def __call__(self) -> int:
        """How many links got a title."""
        titled, heard = 0, False
        waiting: list[LinkDescription] = []
        resting: set[str] = set()
        for number, inquiry in enumerate(inquiries(await self._unknown())):
            if (site := _site(inquiry)) in resting:
                continue
            if number:
                await self.pause()
            answers, refusal = await self._asked(inquiry)
            if refusal in _SILENT or (refusal is Refusal.SITE_REFUSES and not inquiry.is_page):
                resting.add(site)
            heard = heard or refusal not in _SILENT
            if not heard and len(resting) >= _PATIENCE:
                return 0
            if inquiry.is_page or site not in resting:
                waiting += self._described(inquiry, answers)
            if heard:
                titled += await self._keep(waiting)
        return titled + await self._keep(waiting)

    async def _unknown(self) -> dict[str, str]:
        """The links to ask about: their addresses by identity."""
        entries = sorted(await self.library.entries(), key=_day, reverse=True)
        found = await asyncio.to_thread(_by_identity, [entry for entry, _ in entries])
        known = await self.descriptions.descriptions(found)
        due = self.clock.now() - ASKED_AGAIN
        unknown = (each for each in found if each not in known or _is_due(known[each], due))
        return {each: found[each] for each in islice(unknown, self.most)}

    async def _asked(self, inquiry: Inquiry) -> tuple[Answers, Refusal | None]:
        try:
            if inquiry.is_page and not await self.web.allows_robots(inquiry.address):
                # A site that is silent allows nothing either: this tells the two apart.
                await self.web.get(urljoin(inquiry.address, "/robots.txt"))
                return {}, Refusal.ROBOTS
            fetched = await self.web.get(inquiry.address)
        except SourceRefused as refused:
            return {}, refused.refusal
        # Reading somebody else's bytes takes its time, for which no other work should wait.
        return await asyncio.to_thread(inquiry.answers, fetched.data) if fetched else {}, None

    def _described(self, inquiry: Inquiry, answers: Answers) -> list[LinkDescription]:
        now = self.clock.now()
        said = ((identity, answers.get(identity, Said())) for identity in inquiry.identities)
        return [LinkDescription(identity, now, one.title, one.authors) for identity, one in said]

    async def _keep(self, waiting: list[LinkDescription]) -> int:
        """Keep those that wait, and say how many have a title."""
        if waiting:
            await self.descriptions.describe(waiting)
        titled = sum(one.title is not None for one in waiting)
        waiting.clear()
        return titled


def _day(held: tuple[Entry, Source]) -> dt.date:
    entry, source = held
    return entry.date or source.date or source.fetched_at.date()


def _by_identity(entries: Iterable[Entry]) -> dict[str, str]:
    """The address of each thing that the entries link to; pictures, archives and the like are none that can speak."""
    found: dict[str, str] = {}
    for entry in entries:
        for link in entry.links:
            address = links.target(link.url)
            identity = links.identity(address)
            named = not identity.startswith("https://")
            if address.startswith(("http://", "https://")) and (named or not identity.lower().endswith(_NO_PAGES)):
                found.setdefault(identity, address)
    return found


def _is_due(known: LinkDescription, due: dt.datetime) -> bool:
    return known.title is None and known.fetched_at <= due


def _site(inquiry: Inquiry) -> str:
    return urlsplit(inquiry.address).netloc
