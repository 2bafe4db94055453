"""The log: one JSON object a line on stderr, from our own modules and the libraries alike."""

import logging
import sys
from typing import Final

import structlog

_OURS: Final = ("bot", "knowledge")

_SILENT: Final = ("telegram.request.BaseRequest", "telegram.ext.AIORateLimiter")
"""python-telegram-bot logs answers that it cannot read, text and all, and every 429; what follows we say ourselves."""


def configure(level: str) -> None:
    """Send what is at least as grave as the level to stderr.

    Libraries are held to warnings: at info aiogram logs every update, and httpx every address.
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
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
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
