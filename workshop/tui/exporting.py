"""The report of a session from where one is: the sheet that writes it, and the folder it lies in shown by the computer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from workshop.session.book import Book


def show_export(screen: Any, book: Book, folder: Path) -> None:
    from workshop.tui.sheets.exporting import ExportPane

    screen.open_sheet(ExportPane(screen, book, folder), 0)


def book_of(path: Path) -> Book:
    """A session that is not open, as it was last saved. Raises WorkshopError."""
    from workshop.store.books import read_book

    return read_book(path)


def reason(error: Exception) -> str:
    from workshop.store.faults import reason

    return str(reason(error)) if isinstance(error, OSError) else str(error)


def open_folder(folder: Path) -> bool:
    """Show a folder in the computer's own way. False where there is no such way: over ssh, on a bare terminal."""
    if sys.platform == "win32":
        os.startfile(folder)
        return True
    if sys.platform == "darwin":
        command = ["open", str(folder)]
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        command = ["xdg-open", str(folder)]
    else:
        return False
    try:
        subprocess.Popen(  # it must neither read what is typed here nor write over the screen
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        return False
    return True
