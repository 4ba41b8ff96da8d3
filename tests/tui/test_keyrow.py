"""The key row: whole pairs only, the way on always at the right; and one meaning for each key."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.language import languages, t
from workshop.tui.actions import ACTIONS, DRAWN, bound, drawn, is_text, parts, pressed
from workshop.tui.keyrow import key_row, pair_at
from workshop.tui.rows import width_of

PAIRS = [("Enter", "lägger till"), ("↑", "till det sagda"), ("! = ?", "fånga"), ("u", "ångra")]
LAST = [("PgDn", "nästa"), ("Esc", "kommandon")]
SCREENS = sorted({screen for action in ACTIONS for screen in action.screens})


def text(row) -> str:  # type: ignore[no-untyped-def]
    return "".join(span.text for span in row.spans)


@given(st.integers(36, 200), st.booleans())
def test_pairs_are_whole_and_within(width: int, writing: bool) -> None:
    row = key_row("Skriver", writing, PAIRS, LAST, width)
    assert width_of(row.spans) <= width
    assert text(row).startswith("Skriver")
    assert text(row).endswith("Esc kommandon")
    shown = re.split(r"\s{3,}", text(row))[1:]
    assert {pair for pair in shown if pair.strip()} <= {f"{key} {words}" for key, words in (*PAIRS, *LAST)} | set(shown[:1])


def test_the_most_used_come_first() -> None:
    assert text(key_row("Skriver", True, PAIRS, LAST, 56)).startswith("Skriver   Enter lägger till   ")


def test_a_click_finds_its_pair() -> None:
    row = key_row("Väljer", False, PAIRS, LAST, 120)
    line = text(row)
    for key, words in (*PAIRS, *LAST):
        start = line.index(f"{key} {words}")
        found = [pair_at(row, x) for x in range(start, start + len(key) + 1 + len(words))]
        assert found == [(key, at if at < len(key) else -1) for at in range(len(found))]
        assert pair_at(row, start - 2) is None
    assert pair_at(row, 200) is None


@pytest.mark.parametrize(
    ("words", "key"),
    [("Enter", "enter"), ("PgDn", "pagedown"), ("↑↓", "down"), ("← →", "right"), ("u", "u"), ("Space", "space"), ("1–9", ""),
     ("Ctrl+J", "ctrl+j"), ("a5 b3", ""), ("/", "/"), ("+", "+")],
)  # fmt: skip
def test_what_a_click_presses(words: str, key: str) -> None:
    assert pressed(words) == key


@pytest.mark.parametrize("screen", SCREENS)
def test_one_key_means_one_thing(screen: str) -> None:
    keys = [key for action in ACTIONS if screen in action.screens for key in action.keys]
    assert len(keys) == len(set(keys))
    assert all(bound(screen).action(key) is not None for key in keys)


def test_keys_are_of_the_safe_set() -> None:
    for action in ACTIONS:
        for key in action.keys:
            assert re.fullmatch(r"[a-z,./?<>+-]|space|delete|ctrl\+[a-z]|f[1-58]|pagedown|pageup", key), key
            assert drawn(key)


def test_every_action_has_a_method_where_it_works() -> None:
    from workshop.tui.screens.home import HomeScreen
    from workshop.tui.screens.new import NewScreen
    from workshop.tui.screens.run import RunScreen

    of = {"run": RunScreen, "home": HomeScreen, "new": NewScreen}
    for action in ACTIONS:
        for screen in () if action.of_pane else action.screens:
            assert hasattr(of[screen], f"act_{action.id}"), (action.id, screen)


def test_every_action_has_words_in_every_language() -> None:
    for action in ACTIONS:
        if action.id != "inert":
            for lang in languages():
                assert t(f"actions.{action.id}", lang) != f"actions.{action.id}"


def test_no_key_of_a_screen_is_a_key_that_editing_a_line_needs() -> None:
    from textual.widgets import TextArea

    own = {key for binding in TextArea.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    everywhere = {key for action in ACTIONS if not action.of_pane for key in action.keys if not is_text(key)}
    assert everywhere & own <= {"pageup", "pagedown", "ctrl+c", "f5", "ctrl+z", "ctrl+y"}  # the last two: the same in both


@pytest.mark.parametrize(
    ("words", "keys"),
    [("+ -", ["+", "-"]), ("↑↓", ["↑", "↓"]), ("← →", ["←", "→"]), ("j k", ["j", "k"]), ("! = ?", ["!", "=", "?"]),
     ("1–9", []), ("a5 b3", []), ("u", []), ("Ctrl+J", []), ("Enter", []), ("PgDn", [])],
)  # fmt: skip
def test_the_keys_of_a_pair_that_names_several(words: str, keys: list[str]) -> None:
    assert [sign for _, sign in parts(words)] == keys
    assert all(words[at] == sign for at, sign in parts(words))


def test_names_of_drawn_keys_are_told_apart() -> None:
    assert len(set(DRAWN.values())) == len(DRAWN)
