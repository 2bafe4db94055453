"""The process in which pages are read, one after another, until its input ends: `python -m` this module."""

import os
import sys
from typing import BinaryIO

from knowledge import reading
from knowledge.adapters.sandboxed_reader import limits
from knowledge.adapters.sandboxed_reader.frames import LARGEST_REPLY, LENGTH, READY, REPLY, REQUEST, Reply, frame
from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import tracing


def main() -> None:
    """Answer each request on standard input on what was standard output."""
    limits.impose()
    with os.fdopen(os.dup(1), "wb") as replies:
        os.dup2(2, 1)  # whatever a library prints must not stand between the frames
        replies.write(READY)
        replies.flush()
        last = False
        while not last and (request := _frame(sys.stdin.buffer)) is not None:
            reply = _reply(request, _frame(sys.stdin.buffer) or b"")
            last = reply.last
            replies.write(frame(_packed(reply)))
            replies.flush()


def _frame(stream: BinaryIO) -> bytes | None:
    """The next frame; none where the input ends before it does."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def _reply(request: bytes, data: bytes) -> Reply:
    asked = REQUEST.validate_json(request)
    limits.end_after(asked.patience)
    try:
        if asked.traced:
            return Reply(trace=tracing.trace(asked.name, data, asked.url), last=limits.is_swollen())
        return Reply(reading.read(asked.name, data, asked.url), last=limits.is_swollen())
    except SourceRefused as refused:
        return Reply(refusal=refused.refusal, last=limits.is_swollen())
    except (MemoryError, RecursionError):
        return Reply(refusal=Refusal.TOO_COMPLEX, last=True)
    finally:
        limits.end_after(0)


def _packed(reply: Reply) -> bytes:
    packed = REPLY.dump_json(reply)
    return packed if len(packed) <= LARGEST_REPLY else REPLY.dump_json(Reply(refusal=Refusal.TOO_COMPLEX, last=True))


if __name__ == "__main__":
    main()
