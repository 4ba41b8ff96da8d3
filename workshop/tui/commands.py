"""What the palette finds: every command with its key, the steps, what was removed, the looks. Made when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from workshop.language import t
from workshop.session import flow
from workshop.session.carried import carried
from workshop.tui.actions import UNSAID, drawn, pressed
from workshop.tui.beside import stop_name
from workshop.tui.palette import LOOKS
from workshop.tui.pane import Pair

REMOVED = 50  # at most so many of what was removed
WAYS = {"", "up", "down", "left", "right", "tab", "home", "end", "escape", "enter", "pageup", "pagedown"}
"""What moves and what takes the next thing is no command to look for; "" is an example of what to type."""


class Command(NamedTuple):
    """`words` is plain text: people's own words are among it, and nothing in them is markup."""

    words: str
    key: str  # as it is drawn
    do: Callable[[], object]


def commands(screen: Any) -> Iterator[Command]:
    """Commands of the screen at hand, in the language of the moment."""
    lang, seen = screen.lang, set()
    if screen.name_of_screen != "new":
        yield from _of_the_pane(screen, lang)
    lacks = getattr(screen, "not_here", ())
    for action in screen.bound.actions:
        method = getattr(screen, f"act_{action.id}", None)
        if action.of_pane or method is None or action.id in lacks or action.id in seen or action.id in (*UNSAID, "palette"):
            continue
        seen.add(action.id)
        keys = screen.bound.keys(action)
        yield Command(t(f"actions.{action.id}", lang), drawn(keys[0]) if keys else "", method)
    if screen.name_of_screen == "run":
        yield from _of_the_session(screen, lang)
    if not screen.app.no_color:
        for look in LOOKS:
            yield Command(t(f"actions.look_{look.replace('-', '_')}", lang), "", partial(screen.app.choose_look, look))


def pairs_of(pane: Any) -> list[Pair]:
    """What the keys do in a pane in Choosing, also while one writes in it."""
    writing, pane.writing = pane.writing, False
    try:
        found: list[Pair] = pane.every_pair()
    finally:
        pane.writing = writing
    return found


def _of_the_pane(screen: Any, lang: str) -> Iterator[Command]:
    """What letters and signs do right here; while one writes they are text, and it is Esc that comes first."""
    known = {action.default for action in screen.bound.actions if not action.of_pane}
    for pair in pairs_of(screen.pane):
        key = pair.press or pressed(pair.key)
        if key in WAYS or key in known or key.isdigit():
            continue
        words = t(pair.words, lang)
        yield Command(words[:1].upper() + words[1:], screen.worded(pair)[0], partial(_press, screen, key))


def _press(screen: Any, key: str) -> None:
    if screen.pane.writing:
        screen.pane.escape(screen.line_text)
        screen.draw()
    screen.press_for(key)


def _of_the_session(screen: Any, lang: str) -> Iterator[Command]:
    if carried(screen.desk.session):
        yield Command(t("actions.opening", lang), "", screen.act_opening)
    for stop in flow.stops(screen.book):
        words = t("actions.go_to", lang, step=stop_name(screen.book, stop))
        yield Command(words, "", partial(screen.go_to, stop))
    for removed in reversed(screen.desk.removed()[-REMOVED:]):
        words = t("actions.bring_back", lang, what=removed.text, where=removed.where)
        yield Command(words, "", partial(screen.bring_back, removed.restore))
