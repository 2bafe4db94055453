import subprocess
import sys

import pytest

from knowledge.adapters.sandboxed_reader.frames import LENGTH, READY, REPLY, REQUEST, Reply, Request, frame
from knowledge.errors import Refusal

COMMAND = (sys.executable, "-m", "knowledge.adapters.sandboxed_reader.child")


def said(requests: bytes) -> bytes:
    """What the child says to these until its input ends."""
    return subprocess.run(COMMAND, input=requests, stdout=subprocess.PIPE, check=True, timeout=60).stdout  # noqa: S603


def request(name: str, data: bytes) -> bytes:
    """The frames that ask for one page."""
    return frame(REQUEST.dump_json(Request(name, None, 60))) + frame(data)


def replies(said: bytes) -> list[Reply]:
    """The replies in it."""
    assert said.startswith(READY)
    found = []
    start = len(READY)
    while start < len(said):
        (length,) = LENGTH.unpack_from(said, start)
        found.append(REPLY.validate_json(said[start + LENGTH.size : start + LENGTH.size + length]))
        start += LENGTH.size + length
    return found


@pytest.mark.parametrize("cut", [0, 2, 20])
def test_it_ends_with_its_input(cut: int) -> None:
    """As when the process that started it is gone, in the middle of a request or not."""
    assert said(request("a.md", b"text")[:cut]) == READY


def test_it_answers_one_request_after_another() -> None:
    """Each with a reading or a refusal."""
    first, second = replies(said(request("a.md", b"# Adam\n\nAn optimiser.") + request("a.ipynb", b"{")))
    assert first.reading is not None
    assert first.reading.title == "Adam"
    assert second.refusal == Refusal.DAMAGED


def test_memory_that_does_not_suffice_is_a_refusal() -> None:
    """The child ends then, so that the next page has all of it."""
    (reply,) = replies(said(request("a.ipynb", b'{"cells":[' + b'{"":[]},' * 2_400_000 + b"[]]}")))
    assert reply == Reply(refusal=Refusal.TOO_COMPLEX, last=True)
