"""The log: one JSON object a line on stderr, from our own modules and the libraries alike, without any secret."""

import asyncio
import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Final
from urllib.parse import quote

import structlog

_OURS: Final = ("bot", "knowledge")

_SILENT: Final = ("telegram.request.BaseRequest", "telegram.ext.AIORateLimiter")
"""python-telegram-bot logs answers that it cannot read, text and all, and every 429; what follows we say ourselves."""

_SHAPES: Final = (
    (re.compile(r"(?<!\d)\d{5,}:[\w-]{20,}"), "…"),  # a bot's token, as in the addresses of Telegram's methods
    (re.compile(r"(?<=://)[^\s/@\"'\\]*:[^\s/@\"'\\]*(?=@)"), "…"),  # the user and the password in an address
)
_SHORTEST: Final = 6
"""Characters; a shorter secret is none, and hiding it would hide half of the log."""

_log = structlog.get_logger(__name__)


def configure(level: str, secrets: Iterable[str] = ()) -> None:
    """Send what is at least as grave as the level to stderr, but for these secrets and what looks like one.

    Libraries are held to warnings: at info aiogram logs every update, and httpx every address. What exceptions say is
    shown at the level debug only: it may be what somebody wrote.
    """
    wanted = logging.getLevelNamesMapping()[level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    drawn = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info if level.lower() == "debug" else _places,
            structlog.processors.JSONRenderer(ensure_ascii=False),
            _Masking(secrets),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(drawn)
    logging.basicConfig(level=max(wanted, logging.WARNING), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(wanted)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def tell_crashes(loop: asyncio.AbstractEventLoop) -> None:
    """Log what nobody has caught, in this loop or at all, in place of Python's own words about it."""

    def told(failed: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.critical("crashed", exc_info=(failed, error, trace))

    def failed(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        _log.error("task_failed", about=None if error else context["message"], exc_info=error)

    sys.excepthook = told
    loop.set_exception_handler(failed)


class _Masking:
    """Hides secrets in a line of JSON, whatever wrote them there: as they are, or as JSON or an address has them."""

    def __init__(self, secrets: Iterable[str]) -> None:
        kept = [one for one in secrets if len(one) >= _SHORTEST]
        spelt = {
            spelling for one in kept for spelling in (*_in_json(one), *_in_json(repr(one)[1:-1]), quote(one, safe=""))
        }
        known = "|".join(re.escape(spelling) for spelling in sorted(spelt, key=len, reverse=True))
        self._known = re.compile(known) if known else None

    def __call__(self, _logger: object, _method: str, rendered: object) -> str:
        """The line without them."""
        line = str(rendered)
        if self._known is not None:
            line = self._known.sub("…", line)
        for shape, shown in _SHAPES:
            line = shape.sub(shown, line)
        return line


def _in_json(text: str) -> list[str]:
    return [json.dumps(text, ensure_ascii=ascii_only)[1:-1] for ascii_only in (False, True)]


def _places(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Where and of which kind an exception is, without its words."""
    given: Any = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given if isinstance(given, BaseException) else sys.exc_info()[1]
    if given and error is not None:
        event["exception"] = "".join(_told(error, set())).rstrip()
    return event


def _told(error: BaseException, told: set[int]) -> Iterator[str]:
    told.add(id(error))
    for before in (error.__cause__, error.__context__):
        if before is not None and id(before) not in told:
            yield from _told(before, told)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _told(one, told)
