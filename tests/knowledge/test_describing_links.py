"""Asking the web about links: once, politely, and never where it is away."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pytest

from knowledge.describing_links import ASKED_AGAIN, DescribeLinks
from knowledge.errors import Refusal, SourceRefused
from knowledge.ports import LinkDescriptions, Web
from knowledge.records import Entry, Fetched, Link, LinkDescription, Source, Validators
from tests.fakes import NOON, FixedClock, MemoryLibrary

ARXIV = "https://export.arxiv.org/api/query?id_list=2401.00001&max_results=1"
NOTHING = Validators()
PAPER = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.00001v1</id>'
    b"<title>Gates</title><author><name>Li</name></author></entry></feed>"
)


@dataclass
class MemoryWeb:
    """A `Web` of a few pages; every other address is refused for one reason."""

    pages: dict[str, bytes | Refusal] = field(default_factory=dict)
    otherwise: Refusal = Refusal.NOT_ON_SITE
    closed_to_robots: Sequence[str] = ()
    asked: list[str] = field(default_factory=list)

    async def get(self, url: str, known: Validators = NOTHING) -> Fetched | None:
        """The page."""
        assert known == NOTHING
        self.asked.append(url)
        page = self.pages.get(url, self.otherwise)
        if isinstance(page, Refusal):
            raise SourceRefused(page)
        return Fetched(page, url)

    def check(self, url: str) -> None:
        """Nothing: these tests watch nothing."""
        raise NotImplementedError(url)

    async def allows_robots(self, url: str) -> bool:
        """Whether no rule speaks against it, and the site can be reached at all."""
        return url not in self.closed_to_robots


class MemoryDescriptions:
    """`LinkDescriptions` of a dictionary."""

    def __init__(self) -> None:
        self.known: dict[str, LinkDescription] = {}

    async def descriptions(self, identities: Iterable[str]) -> dict[str, LinkDescription]:
        """What is known of these."""
        return {each: self.known[each] for each in identities if each in self.known}

    async def describe(self, descriptions: Sequence[LinkDescription]) -> None:
        """Keep these."""
        self.known |= {one.identity: one for one in descriptions}


class Asking:
    """`DescribeLinks` over a library of entries with these links, newest last."""

    def __init__(self, *entries: Sequence[str], most: int = 50, **web: object) -> None:
        self.web = MemoryWeb(**web)  # type: ignore[arg-type]
        self.held = MemoryDescriptions()
        self.clock = FixedClock()
        self.library = MemoryLibrary()
        self.entries = entries
        self.pauses = 0
        ports: tuple[Web, LinkDescriptions] = (self.web, self.held)
        self.describe = DescribeLinks(self.library, ports[1], ports[0], self.clock, self.pause, most)

    async def pause(self) -> None:
        """Count, and wait for nothing."""
        self.pauses += 1

    async def run(self) -> int:
        """One run."""
        source = Source("s", "s", "s", "feed", "s", "0", NOON)
        entries = [
            Entry(f"e{n}", "s", n, "题", "文", date=dt.date(2024, 1, 1 + n), links=tuple(map(Link, urls)))
            for n, urls in enumerate(self.entries)
        ]
        await self.library.keep(source, entries, [])
        return await self.describe()

    def titles(self) -> dict[str, str | None]:
        """What is known."""
        return {one.identity: one.title for one in self.held.known.values()}


def page(title: str) -> bytes:
    """A page of this title."""
    return f"<title>{title}</title>".encode()


async def test_links_get_their_titles_and_authors() -> None:
    """Two spellings of one paper are asked about once."""
    asking = Asking(["https://arxiv.org/pdf/2401.00001v2"], ["http://arxiv.org/abs/2401.00001"], pages={ARXIV: PAPER})
    assert await asking.run() == 1
    assert asking.held.known == {"arxiv:2401.00001": LinkDescription("arxiv:2401.00001", NOON, "Gates", ("Li",))}
    assert asking.web.asked == [ARXIV]


async def test_what_is_known_is_not_asked_again() -> None:
    """A second run costs the web nothing."""
    asking = Asking(["https://e.org/a"], pages={"https://e.org/a": page("甲")})
    assert await asking.run() == 1
    assert await asking.run() == 0
    assert len(asking.web.asked) == 1


async def test_the_newest_entries_come_first() -> None:
    """A run ends after so many links; the next goes on."""
    pages = {f"https://e.org/{n}": page(f"第{n}篇") for n in range(3)}
    asking = Asking(*([url] for url in pages), most=2, pages=pages)
    assert await asking.run() == 2
    assert asking.titles() == {"https://e.org/2": "第2篇", "https://e.org/1": "第1篇"}
    assert await asking.run() == 1


async def test_requests_keep_their_distance() -> None:
    """One at a time with a pause between."""
    asking = Asking(["https://e.org/a", "https://e.org/b", "https://e.org/c"])
    await asking.run()
    assert (len(asking.web.asked), asking.pauses) == (3, 2)


async def test_silence_is_kept_for_a_week() -> None:
    """A page that is not there now is not asked for each hour, nor forgotten for ever."""
    asking = Asking(["https://e.org/a"])
    assert await asking.run() == 0
    assert asking.titles() == {"https://e.org/a": None}
    asking.clock.time += ASKED_AGAIN - dt.timedelta(seconds=1)
    await asking.run()
    assert len(asking.web.asked) == 1
    asking.clock.time += dt.timedelta(seconds=1)
    asking.web.pages["https://e.org/a"] = page("回来了")
    assert await asking.run() == 1


@pytest.mark.parametrize("refusal", [Refusal.UNREACHABLE, Refusal.NO_SUCH_ADDRESS, Refusal.TOO_SLOW])
async def test_a_run_without_a_network_ends_and_keeps_nothing(refusal: Refusal) -> None:
    """All links would otherwise be silent for a week."""
    asking = Asking([f"https://{name}.org/" for name in "abcdef"], otherwise=refusal)
    assert await asking.run() == 0
    assert len(asking.web.asked) == 2
    assert asking.titles() == {}


async def test_a_dead_site_does_not_end_a_run() -> None:
    """Where another speaks, the network is there."""
    pages = {
        "https://a.org": Refusal.NO_SUCH_ADDRESS,
        "https://b.org": page("乙"),
        "https://c.org": Refusal.UNREACHABLE,
    }
    asking = Asking([*pages, "https://d.org"], pages=pages)
    assert await asking.run() == 1
    assert asking.titles() == {
        "https://a.org": None,
        "https://b.org": "乙",
        "https://c.org": None,
        "https://d.org": None,
    }


async def test_a_registry_that_refuses_is_asked_another_time() -> None:
    """A limit for the hour says nothing of the repositories."""
    links = ["https://github.com/a/b", "https://github.com/a/c", "https://e.org/x"]
    asking = Asking(links, pages={"https://api.github.com/repos/a/b": Refusal.SITE_REFUSES, links[2]: page("丙")})
    assert await asking.run() == 1
    assert asking.titles() == {"https://e.org/x": "丙"}
    assert "https://api.github.com/repos/a/c" not in asking.web.asked


async def test_a_page_closed_to_programs_is_left_alone() -> None:
    """Nobody asked for this fetching; the site's rules are its own."""
    pages = {"https://a.org/robots.txt": b"User-agent: *\nDisallow: /"}
    asking = Asking(["https://a.org/x"], pages=pages, closed_to_robots=["https://a.org/x"])
    await asking.run()
    assert "https://a.org/x" not in asking.web.asked
    assert asking.titles() == {"https://a.org/x": None}


async def test_silence_is_told_from_a_rule() -> None:
    """A site that cannot be reached allows nothing either."""
    links = ["https://a.org/x", "https://b.org/x"]
    asking = Asking(links, otherwise=Refusal.UNREACHABLE, closed_to_robots=links)
    await asking.run()
    assert asking.titles() == {}


async def test_what_cannot_speak_is_not_asked() -> None:
    """Pictures, archives, and what is no web address."""
    asking = Asking(["https://e.org/x.PNG", "https://e.org/d.zip?v=1", "javascript:alert(1)", "mailto:a@e.org", ""])
    await asking.run()
    assert asking.web.asked == ["https://e.org/d.zip?v=1"]


async def test_a_warning_page_is_stepped_over() -> None:
    """The link behind it is the one that is meant."""
    asking = Asking(["https://link.zhihu.com/?target=http%3A//e.org/a"], pages={"http://e.org/a": page("甲")})
    assert await asking.run() == 1
    assert asking.titles() == {"https://e.org/a": "甲"}
