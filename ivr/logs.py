"""Writes the log: one JSON line an event, on standard error, with nothing secret in it."""

import logging
import sys

import structlog

from ivr.security.logs import LogMask


def log_to_stderr(level: str) -> None:
    """Set up the log of this process; `level` is DEBUG, INFO, WARNING or ERROR."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            LogMask(),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
