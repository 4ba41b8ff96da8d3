"""What comes from the terminal before Textual reads it: bytes that are no text, and pastes with escapes in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workshop.tui.hacks import PASTE_BEGINS, PASTE_ENDS, PasteGuard, pasted

TEXT = st.text(alphabet="ab[~0126;\x1b\r\nåé😀", max_size=30).filter(lambda text: PASTE_ENDS not in text + "x")


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4), st.randoms())
def test_escapes_in_a_paste_are_hidden_and_given_back(pieces: list[tuple[str, str]], random: object) -> None:
    pieces = [(typed.replace("\x1b", ""), text) for typed, text in pieces]
    pieces = [(typed, text) for typed, text in pieces if PASTE_ENDS not in text + PASTE_ENDS[:-1]]
    whole = "".join(f"{typed}{PASTE_BEGINS}{text}{PASTE_ENDS}" for typed, text in pieces)
    guard, data, out = PasteGuard(), whole.encode(), ""
    at = 0
    while at < len(data):
        size = random.randint(1, 9)  # type: ignore[attr-defined]
        out += guard.decode(data[at : at + size])
        at += size
    out += guard.decode(b"", final=True)
    assert pasted(out) == whole
    inside = [part.split(PASTE_ENDS)[0] for part in out.split(PASTE_BEGINS)[1:]]
    assert all("\x1b" not in part for part in inside)


def test_a_lone_escape_outside_a_paste_passes_at_once() -> None:
    guard = PasteGuard()
    assert guard.decode(b"\x1b") == "\x1b"
    assert guard.decode(b"[200~a\x1bb") == "[200~a\ufdd0b"


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert PasteGuard().decode(b"a\xffb\xe5", final=True) == "a\ufffdb\ufffd"
