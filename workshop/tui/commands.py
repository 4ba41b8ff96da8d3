"""What the palette finds: every command with its key, and every step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.app import SystemCommand

from workshop.language import t
from workshop.tui.actions import ACTIONS, drawn


def commands(app: Any, screen: Any) -> Iterator[SystemCommand]:
    """Commands of the screen at hand, in the language of the moment."""
    name, lang = getattr(screen, "name_of_screen", ""), app.lang if not hasattr(screen, "lang") else screen.lang
    seen: set[str] = set()
    for action in ACTIONS:
        words = t(f"actions.{action.id}", lang)
        if name not in action.screens or action.id in ("inert", "palette") or words in seen:
            continue
        method = getattr(screen, f"act_{action.id}", None)
        if method is not None:
            seen.add(words)
            yield SystemCommand(words, drawn(action.keys[0]), method)
    if name == "run":
        from workshop.session import flow

        for removed in screen.desk.removed()[:50]:
            yield SystemCommand(
                t("actions.bring_back", lang, what=removed.text), "", lambda removed=removed: screen.do(removed.restore)
            )
        for stop in flow.stops(screen.book):
            title = screen.book.text(screen.book.scenario.step_by_id[stop.step].title)
            label = f"{title} · {screen.book.label(stop.at)}" if stop.at else title
            yield SystemCommand(t("actions.go_to", lang, step=label), "", lambda stop=stop: screen.go_to(stop))
    for look in ("dark", "light", "contrast", "ansi-dark", "ansi-light"):
        yield SystemCommand(t(f"actions.look_{look.replace('-', '_')}", lang), "", lambda look=look: app.use_look(look))
