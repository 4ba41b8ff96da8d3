"""What broke, and where, in a log that holds no word that anyone wrote: neither the message of an error nor any value is in
it, for either may be what a client said.
"""

from __future__ import annotations

import os
import sys
import threading

from workshop import __version__, places

LARGEST = 1024 * 1024
"""Bytes after which the log is begun anew."""


def log(error: BaseException) -> str:
    """Write it down: the kind of error and each place in the program it passed, with what it came of. The log's path; "-"
    where none can be written. Never raises."""
    import platform
    from datetime import datetime

    try:
        path = places.state_dir() / "crash.log"
        when = f"{datetime.now():%Y-%m-%d %H:%M:%S}"
        lines = [
            f"{when} workshop {__version__}, Python {platform.python_version()}, {platform.system()}",
            *_told(error),
            "",
            "",
        ]
        size = path.stat().st_size if path.exists() else 0
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if size > LARGEST else os.O_APPEND)
        with open(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write("\n".join(lines))
        return str(path)
    except Exception:  # the log matters less than everything else there is to do now
        return "-"


def _told(error: BaseException) -> list[str]:
    import traceback

    lines: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen and len(seen) < 10:
        seen.add(id(each))
        lines.append(f"{'of ' if len(seen) > 1 else ''}{type(each).__name__}")
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(each.__traceback__)]
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return lines


def catch_all() -> None:
    """What breaks where nobody catches it (in a thread, on the way out) goes to the log too, and not onto the screen."""
    threading.excepthook = lambda args: _quietly(args.exc_value)
    sys.unraisablehook = lambda args: _quietly(args.exc_value)
    sys.excepthook = lambda kind, error, trace: _quietly(error)


def _quietly(error: BaseException | None) -> None:
    if isinstance(error, Exception):
        log(error)
