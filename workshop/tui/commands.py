"""What the palette finds: every command with its key, the steps, what was removed, the looks. Made when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from workshop.language import t
from workshop.session import flow
from workshop.session.carried import carried
from workshop.tui.actions import ACTIONS, drawn
from workshop.tui.beside import stop_name
from workshop.tui.palette import LOOKS

UNSAID = ("inert", "palette")
REMOVED = 50  # at most so many of what was removed


class Command(NamedTuple):
    """`words` is plain text: people's own words are among it, and nothing in them is markup."""

    words: str
    key: str  # as it is drawn
    do: Callable[[], object]


def commands(screen: Any) -> Iterator[Command]:
    """Commands of the screen at hand, in the language of the moment."""
    lang, seen = screen.lang, set()
    lacks = getattr(screen, "not_here", ())
    for action in ACTIONS:
        if action.id in lacks:
            continue
        words = t(f"actions.{action.id}", lang)
        method = getattr(screen, f"act_{action.id}", None)
        if screen.name_of_screen in action.screens and action.id not in UNSAID and method is not None and words not in seen:
            seen.add(words)
            yield Command(words, drawn(action.keys[0]), method)
    if screen.name_of_screen == "run":
        yield from _of_the_step(screen, lang)
        yield from _of_the_session(screen, lang)
    if not screen.app.no_color:
        for look in LOOKS:
            yield Command(t(f"actions.look_{look.replace('-', '_')}", lang), "", partial(screen.app.use_look, look))


def _of_the_step(screen: Any, lang: str) -> Iterator[Command]:
    """What letters do right here; while one writes they are text."""
    for pair in () if screen.pane.writing else screen.pane.pairs():
        if len(pair.key) == 1 and pair.key.isalpha():
            words = t(pair.words, lang)
            yield Command(words[:1].upper() + words[1:], pair.key, partial(screen.press, pair.key, True))


def _of_the_session(screen: Any, lang: str) -> Iterator[Command]:
    if carried(screen.desk.session):
        yield Command(t("actions.opening", lang), "", screen.act_opening)
    for stop in flow.stops(screen.book):
        words = t("actions.go_to", lang, step=stop_name(screen.book, stop))
        yield Command(words, "", partial(screen.go_to, stop))
    for removed in reversed(screen.desk.removed()[-REMOVED:]):
        words = t("actions.bring_back", lang, what=removed.text, where=removed.where)
        yield Command(words, "", partial(screen.bring_back, removed.restore))
