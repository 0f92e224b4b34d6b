"""Logs on stderr: JSON lines for machines, plain lines on a terminal. They hold ids and counts, no personal data."""

import logging
import sys

import structlog
from structlog.typing import Processor

_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def configure(form: str) -> None:
    """Set up the logs of this process. ``form``: json, text, or auto (text on a terminal)."""
    people = form == "text" or (form == "auto" and sys.stderr.isatty())
    shape: Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if people
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shape],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("dramatiq", "redis", "httpx", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def quiet() -> None:
    """Let this process log nothing below an error: for commands that speak to people."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
