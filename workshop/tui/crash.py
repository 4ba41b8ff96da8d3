"""When something breaks: all is saved first, then one calm page that says so, and how to go on."""

from __future__ import annotations

import shlex
import shutil
import sys
import textwrap
import unicodedata
from contextlib import suppress
from pathlib import Path

from workshop import crashes, places
from workshop.language import t
from workshop.settings import Settings
from workshop.store.table import Sitting
from workshop.text import clean

TITLE = 80
"""Characters of a session's title, at most."""


def page(error: BaseException, lang: str, settings: Settings, sitting: Sitting | None) -> str:
    """What to show in the place of the screen, once `sitting` (None: none was open) is closed. The error goes to the log."""
    told = [t("crash.broke", lang)]
    if sitting is None:
        told += [t("crash.none_open", lang), t("crash.start_again", lang)]
        return _laid_out(error, lang, told, "workshop")
    title, saver = shorten(sitting.desk.session.title), sitting.opened.saver
    status = saver.status if saver is not None else None
    if status is None:
        told.append(t("crash.was_read", lang, title=title))
    elif status.state == "saved":
        told.append(t("crash.saved", lang, title=title, file=status.path))
    elif status.copy is not None:
        told.append(t("crash.copied", lang, title=title, why=status.reason, copy=status.copy))
    else:
        told.append(t("crash.not_saved", lang, title=title, why=status.reason))
    if status is not None and sitting.left_half:
        told.append(t("crash.half", lang))
    told.append(t("crash.go_on", lang))
    return _laid_out(error, lang, told, resuming(sitting.path, settings))


def room_page(error: BaseException, lang: str) -> str:
    """The same for the room's window, in which nothing is written."""
    return _laid_out(error, lang, [t("crash.room", lang), t("crash.room_again", lang)], "workshop screen")


def resuming(path: Path, settings: Settings) -> str:
    """The command that opens a session again, from anywhere."""
    here = places.sessions_dir(None, settings.sessions)
    command = shlex.join(["workshop", "resume", path.stem if path.parent.absolute() == here else str(path.absolute())])
    shown = clean(command, multiline=False) == unicodedata.normalize("NFC", command)
    return command if shown else "workshop"  # a name that no terminal should be shown: home lists it


def shorten(title: str) -> str:
    """So much of a title as it is known by."""
    return title if len(title) <= TITLE else f"{title[: TITLE - 1].rstrip()}…"


def _laid_out(error: BaseException, lang: str, told: list[str], command: str) -> str:
    width = max(20, min(84, shutil.get_terminal_size().columns - 1))
    rows = ["", *(line for each in told for line in _folded(each, width)), "", f"    {command}", ""]
    return "\n".join([*rows, *_folded(t("crash.log", lang), width), f"    {clean(crashes.log(error), multiline=False)}", ""])


def _folded(words: str, width: int) -> list[str]:
    """A path or a command is never broken: it is there to be copied."""
    return textwrap.wrap(clean(words, multiline=False), width, break_long_words=False, break_on_hyphens=False)


def show(page: str) -> None:
    """On the terminal, once the screen is gone. Where nobody listens any more, to nobody."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(page)
        sys.stderr.flush()
