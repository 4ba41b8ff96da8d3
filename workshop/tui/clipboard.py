"""The clipboard: by the terminal (OSC 52), which works over ssh, and by the computer's own program where there is one.

What a terminal does with the sequence cannot be asked, so both ways are taken. The program runs beside and is given up after a
moment: nothing here makes anybody wait.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread

from workshop.text import clean

LONGEST = 74_994
"""Bytes that every terminal takes: xterm and those like it keep 100,000 characters of a sequence, in base64."""

PATIENCE = 3.0
"""Seconds that a program has."""

PIECE = 240
"""Characters between the escapes that GNU screen hands on at a time (it keeps 256)."""

Which = Callable[[str], str | None]


def sequence(text: str, environ: Mapping[str, str] = os.environ) -> str:
    """What is written to the terminal; "" where it is more than terminals take.

    Within tmux the sequence stands twice: tmux takes the plain one where `set-clipboard` is on, and hands the wrapped one on to
    the terminal around it where `allow-passthrough` is on. GNU screen knows only the wrapped one.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LONGEST:
        return ""
    plain = f"\x1b]52;c;{base64.b64encode(data).decode()}\a"
    if environ.get("TMUX"):
        return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environ.get("STY"):
        return "".join(f"\x1bP{plain[at : at + PIECE]}\x1b\\" for at in range(0, len(plain), PIECE))
    return plain


def programs(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform, which: Which = shutil.which
) -> list[tuple[str, ...]]:
    """The programs here that hold a clipboard: tmux's own (which hands it on, also over ssh, where `set-clipboard` is as it
    comes), and the computer's, unless that is the wrong computer (ssh)."""
    found: list[tuple[str, ...]] = [("tmux", "load-buffer", "-w", "-")] if environ.get("TMUX") else []
    if not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        if platform == "darwin":
            found.append(("pbcopy",))
        elif platform == "win32" or environ.get("WSL_DISTRO_NAME"):
            found.append(("clip.exe",))
        elif environ.get("WAYLAND_DISPLAY") and which("wl-copy"):
            found.append(("wl-copy",))
        elif environ.get("DISPLAY"):
            found += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    there = [argv for argv in found if which(argv[0])]
    return [argv for argv in there if argv[0] != "xsel" or not any(other[0] == "xclip" for other in there)]


def copy(text: str, write: Callable[[str], object], environ: Mapping[str, str] = os.environ) -> bool:
    """Copy the text, without what a terminal would obey where it is pasted. False: it is too long for the terminal, and no
    program here takes it."""
    text = clean(text)
    found, escape = programs(environ), sequence(text, environ)
    if escape:
        write(escape)
    for argv in found:
        Thread(target=_hand_over, args=(argv, text), daemon=True).start()
    return bool(escape or found)


def _hand_over(argv: tuple[str, ...], text: str) -> None:
    data = text.encode("utf-16-le" if argv[0] == "clip.exe" else "utf-8", "replace")
    # what such a program leaves behind to answer for the clipboard must not hold our terminal
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(
            argv,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,
        )
