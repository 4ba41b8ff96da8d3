"""When something breaks: all is saved first, then one calm page. The log holds no word that anyone wrote."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime

from rich.text import Text

from workshop import __version__, places
from workshop.language import t


def report(error: BaseException, lang: str) -> Text:
    """The page to show; the log is written beside the drafts. Never raises."""
    try:
        path = places.state_dir() / "crash.log"
        lines = [
            f"{datetime.now():%Y-%m-%d %H:%M:%S} workshop {__version__},"
            f" Python {platform.python_version()}, {platform.system()}",
            # the kind of error and where, not its message: that may hold a client's words
            type(error).__name__,
            *(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)),
            "",
        ]
        with path.open("a", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
        where = str(path)
    except OSError:
        where = "-"
    return Text(t("crash.page", lang, log=where))
