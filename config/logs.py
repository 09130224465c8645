"""What is logged, and how: one line of JSON, or on a terminal one line to read. Nothing about people but their number.

logging_settings(level, form, with_words)     Django's LOGGING
"""

import re
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

FRAMES_MAX = 12
# Second line of defence: what looks like an e-mail address, one of our tokens, or a bearer's header.
SECRET = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bbp_[\w-]+|(?<=Bearer )\S+", re.ASCII)
ROOT = str(Path(__file__).resolve().parent.parent) + "/"
Event = dict[str, Any]


def logging_settings(level: str, form: str, *, with_words: bool) -> dict[str, Any]:
    """Django's LOGGING, after structlog was given the same processors.

    Parameters:
        level: of the root logger, such as "INFO".
        form: "json" or "line".
        with_words: whether faults are logged with their messages and values: on a developer's machine only.
    """
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    rendered = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if not with_words:
        rendered += [without_words, masked]
    if form == "json":
        rendered.append(structlog.processors.JSONRenderer(ensure_ascii=False, default=str))
    else:
        rendered.append(structlog.dev.ConsoleRenderer(colors=False))
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*shared, structlog.stdlib.ExtraAdder()],
        "processors": rendered,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Each request has a line of its own; these would add addresses with secrets in them.
            "django.request": {"level": "CRITICAL"},
            "django.security.csrf": {"level": "CRITICAL"},
        },
    }


def without_words(logger: object, method: str, event: Event) -> Event:
    """A fault's kind and place instead of its message, in which databases and parsers quote what people wrote."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info is True else info
    if isinstance(error, BaseException):
        event["fault"] = " from ".join(_kinds(error))
        event["at"] = _places(error.__traceback__)
    return event


def masked(logger: object, method: str, event: Event) -> Event:
    """The event without e-mail addresses and tokens."""
    for name, value in event.items():
        if isinstance(value, str) and ("@" in value or "bp_" in value or "Bearer " in value):
            event[name] = SECRET.sub("…", value)
    return event


def _kinds(error: BaseException) -> list[str]:
    """ "ValidationError", then what it was raised from."""
    kinds = []
    while error is not None and len(kinds) < FRAMES_MAX:
        kinds.append(type(error).__name__)
        error = error.__cause__ or error.__context__
    return kinds


def _places(traceback: TracebackType | None) -> list[str]:
    """ "assets/calendar.py:120 hold" for each of the innermost frames, the outermost first."""
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename.removeprefix(ROOT)}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return places[-FRAMES_MAX:]
