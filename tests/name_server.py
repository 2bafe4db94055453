"""A name server on the loopback interface, as the one that Docker gives to containers."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

_HEADER: Final = struct.Struct(">HHHHHH")
_ANSWER: Final = struct.Struct(">HHHIH4s")
_QUERY, _RESPONSE, _NO_SUCH_NAME = 0x0100, 0x8180, 0x8183
_TO_THE_QUESTION: Final = 0xC000 | _HEADER.size
_A: Final = 1
_SECONDS: Final = 1


@contextmanager
def named(addresses: Callable[[], Sequence[str]], name: str) -> Iterator[int]:
    """The port of a server that knows this one name and, whenever it is asked, which addresses it has now.

    Source: RFC 1035, section 4
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        port: int = server.getsockname()[1]
        serving = threading.Thread(target=_serve, args=(server, addresses, name))
        serving.start()
        try:
            yield port
        finally:
            server.sendto(b"", ("127.0.0.1", port))  # an empty packet ends it
            serving.join()


def _serve(server: socket.socket, addresses: Callable[[], Sequence[str]], name: str) -> None:
    while True:
        packet, client = server.recvfrom(512)
        if not packet:
            return
        number = _HEADER.unpack_from(packet)[0]
        labels, end = _labels(packet)
        kind = int.from_bytes(packet[end : end + 2])
        known = [socket.inet_aton(one) for one in addresses()] if labels[:1] == [name] else None
        answers = (known or []) if kind == _A else []
        head = _HEADER.pack(number, _NO_SUCH_NAME if known is None else _RESPONSE, 1, len(answers), 0, 0)
        told = [_ANSWER.pack(_TO_THE_QUESTION, _A, 1, _SECONDS, 4, one) for one in answers]
        server.sendto(head + packet[_HEADER.size : end + 4] + b"".join(told), client)


def _labels(packet: bytes) -> tuple[list[str], int]:
    """The labels of the name that is asked for, and where it ends."""
    labels, at = [], _HEADER.size
    while length := packet[at]:
        labels.append(packet[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return labels, at + 1
