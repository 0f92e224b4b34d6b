"""Logs on stderr: JSON lines for machines, plain lines on a terminal. They hold ids and counts, no personal data."""

import logging
import sys
from collections.abc import Collection, Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from filings.masking import without

_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def configure(form: str, secrets: Collection[str] = ()) -> None:
    """Set up the logs of this process. ``form``: json, text, or auto (text on a terminal). ``secrets``: never shown."""
    people = form == "text" or (form == "auto" and sys.stderr.isatty())
    shape: Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if people
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    shared = (*_SHARED, _hiding(secrets))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shape],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("dramatiq", "redis", "httpx", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _hiding(secrets: Collection[str]) -> Processor:
    """Takes the secrets out of every text of a line, traces of errors included."""

    def hide(value: object) -> object:
        if isinstance(value, str):
            return without(value, secrets)
        if isinstance(value, Mapping):
            return {key: hide(each) for key, each in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [hide(each) for each in value]
        return value if value is None or isinstance(value, bool | int | float) else without(str(value), secrets)

    def process(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: value if key.startswith("_") else hide(value) for key, value in line.items()}

    return process


def quiet() -> None:
    """Let this process log nothing below an error: for commands that speak to people."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
