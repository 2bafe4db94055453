import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from knowledge.adapters.sandboxed_reader import SandboxedReader
from knowledge.adapters.sandboxed_reader.frames import LENGTH, READY, REPLY, Reply
from knowledge.errors import Refusal, SourceRefused
from knowledge.ports import Reader

NOTEBOOK = json.dumps(
    {"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "# 梯度\n\n沿负梯度走一步。"}]}
).encode()
ANSWER = f"""
import json, os, struct, sys
def ask():
    return [sys.stdin.buffer.read(struct.unpack(">I", sys.stdin.buffer.read(4))[0]) for _ in "12"]
def answer(text, length=None):
    data = text.encode()
    sys.stdout.buffer.write(struct.pack(">I", length or len(data)) + data)
    sys.stdout.buffer.flush()
def titled(title):
    answer(json.dumps(dict(reading=dict(shape="s", title=title, entries=[]))))
sys.stdout.buffer.write({READY!r}); sys.stdout.buffer.flush()
"""


@pytest.fixture
async def reader() -> AsyncIterator[SandboxedReader]:
    """One with the real child."""
    async with SandboxedReader() as one:
        yield one


def acting(script: str, deadline: float = 30) -> SandboxedReader:
    """A reader whose child does this, once it has said that it is ready."""
    return SandboxedReader(deadline, (sys.executable, "-c", ANSWER + script))


async def title(reader: Reader, name: str = "a.ipynb", data: bytes = NOTEBOOK) -> str:
    """What the page is called that is read."""
    return (await reader.read(name, data, None)).title


async def refusal(reader: Reader, name: str = "a.ipynb", data: bytes = NOTEBOOK) -> Refusal:
    """Why it is refused."""
    with pytest.raises(SourceRefused) as caught:
        await reader.read(name, data, None)
    return caught.value.refusal


def children() -> set[int]:
    """The processes that this one has started and that still run."""
    mine = psutil.Process().children()
    return {child.pid for child in mine if child.status() != psutil.STATUS_ZOMBIE}


async def test_a_page_is_read_in_the_child(reader: SandboxedReader) -> None:
    """It comes back as what it would be here."""
    read = await reader.read("a.ipynb", NOTEBOOK, "https://example.org/a")
    assert (read.title, read.url, [entry.text for entry in read.entries]) == (
        "梯度",
        "https://example.org/a",
        ["沿负梯度走一步。"],
    )


async def test_what_is_harmless_is_read_here(reader: SandboxedReader) -> None:
    """Plain text starts no process."""
    before = children()
    assert await title(reader, "a.md", b"# Adam\n\nAn optimiser.") == "Adam"
    assert children() == before


async def test_what_is_large_is_read_in_the_child() -> None:
    """Whatever its format: the memory that it takes goes with the child."""
    script = "ask(); titled('there')\nask(); answer(json.dumps(dict(refusal='too_large')))"
    async with acting(script) as reader:
        reader.large = 20
        assert await title(reader, "a.md", b"# Adam\n\nA method.\n\n") == "Adam"
        assert await title(reader, "a.md", b"# Adam\n\nAn optimiser.") == "there"
        with pytest.raises(SourceRefused, match=Refusal.TOO_LARGE):
            await reader.trace("a.md", b"# Adam\n\nAn optimiser.", None)


async def test_a_page_is_traced_in_the_child(reader: SandboxedReader) -> None:
    """What is harmless here, as it is read."""
    trace = await reader.trace("a.ipynb", NOTEBOOK, None)
    assert (trace.reading.title, [line.text for line in trace.lines]) == ("梯度", ["# 梯度", "沿负梯度走一步。"])
    with pytest.raises(SourceRefused):
        await reader.trace("a.ipynb", b"{", None)
    assert (await reader.trace("a.md", b"# Adam\n\nAn optimiser.", None)).reading.title == "Adam"


async def test_all_pages_share_one_child(reader: SandboxedReader) -> None:
    """Also those that are asked for at once."""
    before = children()
    assert await asyncio.gather(*(title(reader) for _ in range(5))) == ["梯度"] * 5
    assert len(children() - before) == 1


async def test_a_refusal_comes_back_with_its_reason(reader: SandboxedReader) -> None:
    """And the child goes on."""
    assert await refusal(reader, data=b"{") == Refusal.DAMAGED
    assert await refusal(reader, data=b'{"cells": []}') == Refusal.NOTHING_LEFT
    assert await title(reader) == "梯度"


async def test_a_page_that_takes_too_long_is_refused() -> None:
    """Its child is killed."""
    before = children()
    async with acting("while True: pass", deadline=0.2) as reader:
        assert await refusal(reader) == Refusal.TOO_SLOW
        assert children() == before


async def test_a_crash_is_a_refusal_and_the_next_page_has_a_fresh_child() -> None:
    """Nobody else's page is lost."""
    crash = f"if b'bomb' in ask()[1]: os.kill(os.getpid(), {int(signal.SIGSEGV)})\ntitled('fine')"
    async with acting(crash) as reader:
        assert await refusal(reader, data=b'{"bomb"') == Refusal.DAMAGED
        assert await title(reader) == "fine"


async def test_a_child_that_says_it_is_its_last_is_replaced() -> None:
    """One that has held much memory does."""
    script = 'ask(); answer(\'{"refusal": "too_complex", "last": true}\')'
    async with acting(script) as reader:
        assert await refusal(reader) == Refusal.TOO_COMPLEX
        assert await refusal(reader) == Refusal.TOO_COMPLEX


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("ask(); answer('rubbish')", Refusal.DAMAGED),
        ("ask(); answer('', 5)", Refusal.DAMAGED),
        ("ask(); answer('', 2**32 - 1)", Refusal.TOO_COMPLEX),
    ],
    ids=["no JSON", "cut off", "huge"],
)
async def test_the_child_is_not_trusted(script: str, reason: Refusal) -> None:
    """A page may have taken it over."""
    async with acting(script) as reader:
        assert await refusal(reader) == reason


async def test_the_child_has_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment of this process nor its files."""
    monkeypatch.setenv("ZIXUE_TELEGRAM_TOKEN", "123:abc")
    listed = "' '.join([*os.environ, str(len(os.listdir('/dev/fd')))])"
    with (tmp_path / "open").open("w"):
        async with acting(f"ask(); titled({listed})") as reader:
            *names, files = (await title(reader)).split()
    assert "ZIXUE_TELEGRAM_TOKEN" not in names
    assert int(files) <= 4


async def test_cancelling_ends_the_child() -> None:
    """And the next page has a fresh one."""
    before = children()
    async with acting("if b'slow' in ask()[1]:\n    while True: pass\ntitled('fine')") as reader:
        task = asyncio.ensure_future(reader.read("a.ipynb", b"slow", None))
        async with asyncio.timeout(20):
            while not children() - before:  # noqa: ASYNC110  a process starts without telling
                await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert children() == before
        assert await title(reader) == "fine"


async def test_closing_ends_the_child() -> None:
    """Nothing is left behind; a reader that was closed can read again."""
    before = children()
    reader = SandboxedReader()
    assert await title(reader) == "梯度"
    await reader.close()
    assert children() == before
    assert await title(reader) == "梯度"
    await reader.close()


async def test_a_child_that_does_not_start_is_no_fault_of_the_page() -> None:
    """It is said aloud, rather than every page being called damaged."""
    async with SandboxedReader(command=(sys.executable, "-c", "pass")) as reader:
        with pytest.raises(RuntimeError, match="does not start"):
            await reader.read("a.ipynb", NOTEBOOK, None)


def test_a_reply_is_the_same_after_the_journey() -> None:
    """Also an empty one."""
    reply = Reply(refusal=Refusal.TOO_SLOW, last=True)
    assert REPLY.validate_json(REPLY.dump_json(reply)) == reply
    assert LENGTH.size == 4
