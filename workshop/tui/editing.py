"""A long answer in the user's own editor and back: a private file, the editor run on it, what stands in it afterwards.

The terminal is the editor's meanwhile (the screen has handed it over). Whatever becomes of the editor, no words are lost: where
it failed the text is as it was, and what cannot be taken back stays in its file, which is named.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from workshop import limits
from workshop.language import t
from workshop.text import clean

AT_ONCE = 0.7
"""Seconds within which nobody has read a text, let alone changed it."""

PATIENCE = 3.0
"""Seconds that an editor has to end, once it was told to."""

FALLBACKS = ("nano", "vi", "notepad")


class Edited(NamedTuple):
    """What came back: `text` None where the answer stays as it was; `said` in words; `ended`: the program was told to end
    while the editor was open."""

    text: str | None = None
    said: str = ""
    ended: bool = False


def edit(text: str, command: str, folder: Path, *, lang: str, many: bool, beat: Callable[[], object] = lambda: None) -> Edited:
    """Open `text` in the editor of this command line, in a file of its own under `folder`. `many`: it may have line breaks,
    else they become spaces. `beat` is called about once a second. Raises OSError where no file can be made there."""
    argv = arguments(command)
    if not argv:
        return Edited(said=t("editing.none", lang))
    name = Path(argv[0]).name
    place = Path(tempfile.mkdtemp(prefix="answer-", dir=folder))  # 0700: the editor's own copies lie in it too
    file, keep = place / "answer.md", False
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(text + "\n" if text else "")
        start = time.monotonic()
        try:
            code, ended = _run([*argv, str(file)], beat)
        except OSError as fault:
            return Edited(said=t("editing.not_found", lang, editor=name, reason=fault.strerror or ""))
        found = _read(file)
        if code and not ended:
            keep = code < 0 and found is not None and found[0] != text  # it crashed: what was saved before may be missed
            key = "editing.crashed" if keep else "editing.failed"
            return Edited(said=t(key, lang, editor=name, code=str(code), file=file))
        if found is None:
            return Edited(said=t("editing.deleted", lang), ended=ended)
        written, is_utf8 = found
        if len(written) > limits.ANSWER:
            keep = True
            said_of = t("session.too_long", lang, n=len(written), limit=limits.ANSWER)
            return Edited(said=f"{said_of} {t('editing.kept', lang, file=file)}")
        if written == text:
            at_once = time.monotonic() - start < AT_ONCE
            return Edited(said=t("editing.at_once" if at_once else "editing.unchanged", lang, editor=name), ended=ended)
        joined = written if many else " ".join(written.split())
        said = [t("editing.back", lang)]
        if not many and "\n" in written:
            said.append(t("editing.joined", lang))
        if not is_utf8:
            said.append(t("editing.not_utf8", lang))
        return Edited(joined, " ".join(said), ended)
    finally:
        if not keep:
            shutil.rmtree(place, ignore_errors=True)


def arguments(command: str) -> list[str]:
    """The words of a command line; a path with spaces in it, if it is one, is one word. "" gives what the computer has."""
    command = command.strip()
    if not command:
        return next(([name] for name in FALLBACKS if shutil.which(name)), [])
    if Path(command).exists():
        return [command]
    try:
        return shlex.split(command, posix=os.name != "nt")
    except ValueError:  # a quotation mark without its partner
        return command.split()


def _run(argv: list[str], beat: Callable[[], object]) -> tuple[int, bool]:
    """The editor's exit code, and whether we were told to end while it ran (it is then told to as well)."""
    with _told_to_end() as told:
        child = subprocess.Popen(argv)
        while True:
            try:
                return child.wait(1.0), bool(told)
            except subprocess.TimeoutExpired:
                beat()
            if told:
                child.terminate()
                with suppress(subprocess.TimeoutExpired):
                    return child.wait(PATIENCE), True
                child.kill()
                return child.wait(), True


@contextmanager
def _told_to_end() -> Iterator[list[int]]:
    """The signals to end that come meanwhile. Ctrl+C is the editor's alone. (A handler, not `ignore`: the child would go on
    ignoring.) Ctrl+Z in the editor stops us both, where there is a shell to wake us again; Textual 8.2.8 would stop anyway."""
    told: list[int] = []

    def heard(number: int, _: object) -> None:
        if number != signal.SIGINT:
            told.append(number)

    before = {}
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if (number := getattr(signal, name, None)) is not None:
            with suppress(ValueError):  # not in the main thread
                before[number] = signal.signal(number, heard)
    if (stop := getattr(signal, "SIGTSTP", None)) is not None:
        with suppress(ValueError):
            before[stop] = signal.signal(stop, signal.SIG_DFL)
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _read(file: Path) -> tuple[str, bool] | None:
    """What stands in the file, and whether it was UTF-8 (else it is read as Windows writes); None where there is no file."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    try:
        text, is_utf8 = data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        text, is_utf8 = data.decode("cp1252", "replace"), False
    return clean(text).rstrip("\n"), is_utf8
