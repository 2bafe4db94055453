"""A program for the tests: runs `zixue`, and lets it fetch pages from this machine.

Usage: python -m tests.e2e.day.run_here WORDS…
"""

from functools import partial
from ipaddress import ip_address
from typing import Final

import bot.wiring.sources
from bot.cli import main
from knowledge.adapters.web import SafeWeb
from knowledge.adapters.web.public import Address, is_public

_HERE: Final = ip_address("127.0.0.1")


def permits(address: Address) -> bool:
    """Whether an address may be fetched from: what is public, and the one of this machine."""
    return address == _HERE or is_public(address)


if __name__ == "__main__":
    setattr(bot.wiring.sources, "SafeWeb", partial(SafeWeb, permits=permits))  # noqa: B010  mypy sees no export
    main()
