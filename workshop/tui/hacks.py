"""Workarounds for Textual, each with what it answers and the version it was seen in."""

from __future__ import annotations

import codecs
import re
import select
import sys

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_ANSWERS = re.compile("\x1b[\\]P][^\x07\x1b]*(?:\x07|\x1b\\\\)")
"""What a terminal tells of itself (its colours, its name), to a question that another program asked. Textual 8.2.8 takes it for
keys: the letters would be typed, and its end is Ctrl+G."""
ESCAPE_IN_PASTE = "\ufdd0"
"""Stands for an escape inside a paste on its way through Textual: a noncharacter, which nobody types."""


def mend_input() -> None:
    """Textual 8.2.8: one byte that is not UTF-8 on stdin raises in the input thread and ends the program with exit code 0.

    The driver reads through `getincrementaldecoder`, imported by name into its module: ours replaces what cannot be read, and
    guards pastes (see `PasteGuard`).
    """
    try:
        from textual.drivers import linux_driver
    except ImportError:  # Windows has another driver, which gets decoded keys from the system
        return
    linux_driver.getincrementaldecoder = lambda encoding: PasteGuard  # type: ignore[assignment, attr-defined]


class PasteGuard:
    """Decodes what the terminal sends, and hides the escapes within a paste.

    Textual 8.2.8: an escape inside a bracketed paste that begins no sequence it knows is issued again as single keys, so that
    the rest of the paste is typed, Enter included. What is pasted is text: its escapes come through as `ESCAPE_IN_PASTE`, and
    `pasted` gives them back, to be cleaned as everything that enters.
    """

    def __init__(self, errors: str = "replace") -> None:
        self._inner = codecs.getincrementaldecoder("utf-8")("replace")
        self._in_paste = False
        self._held = ""  # in a paste: what may be the beginning of its end
        self._passed = ""  # outside: the last characters let through, for a beginning that came in two pieces

    def decode(self, data: bytes, final: bool = False) -> str:
        text = self._held + self._inner.decode(data, final)
        self._held = ""
        out: list[str] = []
        while text:
            text = self._paste(text, out, final) if self._in_paste else self._typed(text, out)
        return "".join(out)

    def _typed(self, text: str, out: list[str]) -> str:
        before, sign, after = text.partition(PASTE_BEGINS)
        text = _ANSWERS.sub("", before) + sign + after
        seen = self._passed + text
        at = seen.find(PASTE_BEGINS)
        if at < 0:
            self._passed = seen[-(len(PASTE_BEGINS) - 1) :]
            out.append(text)
            return ""
        end = at + len(PASTE_BEGINS) - len(self._passed)
        self._passed, self._in_paste = "", True
        out.append(text[:end])
        return text[end:]

    def _paste(self, text: str, out: list[str], final: bool) -> str:
        at = text.find(PASTE_ENDS)
        if at >= 0:
            self._in_paste = False
            out.append(text[:at].replace("\x1b", ESCAPE_IN_PASTE) + PASTE_ENDS)
            return text[at + len(PASTE_ENDS) :]
        for size in range(min(len(PASTE_ENDS) - 1, len(text)), 0, -1):
            if not final and text.endswith(PASTE_ENDS[:size]):
                text, self._held = text[:-size], text[-size:]
                break
        out.append(text.replace("\x1b", ESCAPE_IN_PASTE))
        return ""


def pasted(text: str) -> str:
    """The text of a paste as it was before it passed through `PasteGuard`."""
    return text.replace(ESCAPE_IN_PASTE, "\x1b")


def terminal_is_gone() -> bool:
    """Whether the window was closed under us. Textual 8.2.8 reads on from a terminal that has hung up, at full speed, and a
    shell in between may keep the signal to itself."""
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno(), select.POLLIN)  # type: ignore[union-attr]
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
    except (AttributeError, OSError, ValueError):  # Windows has no poll; in tests there is no stdin
        return False
