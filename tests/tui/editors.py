"""Scenarios and a host for the tests of the editors: a step written in two lines, a session of it, the keys of a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.tui.fake import FakeHost, desk, text_of
from workshop.session.changes import AddItems, Change
from workshop.session.flow import Stop
from workshop.session.model import Item, live
from workshop.tui.pane import Pane
from workshop.tui.steps import open_pane

HEAD = """format = 1
id = "prov"
languages = ["sv", "en"]
title = "Prov"
"""
MATRIX = """matrix map
from = "ideas"
x = { title = "Insats", low = "liten", high = "stor" }
y = { title = "Effekt", low = "liten", high = "stor" }
places = [
  { id = "now", x = "low", y = "high", title = "Gör först" },
  { id = "no", x = "high", y = "low", title = "Låt bli" },
]"""
PEOPLE = ("Ann", "Jonas", "Mira")


def toml(*steps: str, head: str = "") -> str:
    """A scenario of steps, each as `kind id` and its other keys."""
    parts = []
    for step in steps:
        first, _, rest = step.strip().partition("\n")
        kind, id = first.split()
        titled = "" if rest.startswith("title") else f'title = "{id.capitalize()}"\n'
        parts.append(f'[[step]]\nid = "{id}"\nkind = "{kind}"\n{titled}{rest}\n')
    return HEAD + head + "\n".join(parts)


class Host(FakeHost):
    """The fake screen with the sheet that asks for a name, undo and redo."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: tuple[str, Callable[[str], object]] | None = None
        self.started = ""

    def ask_name(self, title: str, text: str, then: Any) -> None:
        self.asked = (title, then)

    def answer(self, text: str) -> Host:
        """A name on the sheet, and Enter."""
        assert self.asked is not None
        _, then = self.asked
        self.asked = None
        then(text)
        self.draw()
        return self

    def start_next(self, scenario: str) -> None:
        self.started = scenario

    def undo(self) -> Host:
        self.desk.undo()
        self.draw()
        return self

    def redo(self) -> Host:
        self.desk.redo()
        self.draw()
        return self

    # what stands in the session
    def items(self, step: str = "") -> list[Item]:
        step = step or self.pane.step.id  # type: ignore[attr-defined]
        log = self.book.scenario.step_by_id[step].kind
        if log in ("actions", "decisions"):
            return [item for item in live(getattr(self.book.session, log)) if item.get("step") == step]
        return list(live(self.book.session.answer(step).items))

    def texts(self, step: str = "") -> list[str]:
        return [item.text for item in self.items(step)]

    def again(self) -> Host:
        """Left with the draft kept, and opened anew: the place and the line as they were."""
        pane: Pane = self.pane
        place, line = pane.place(), self.line if self.drawn.line is not None else getattr(pane, "held", "")
        fresh = Host(self.desk, self.width, self.height)
        fresh.show(open_pane(fresh, pane.stop))  # type: ignore[attr-defined]
        fresh.pane.go(*place)
        fresh.draw()
        if line and fresh.drawn.line is not None:
            fresh.set_line(line)
        fresh.draw()
        return fresh

    @property
    def here(self) -> str:
        """The text of the row under the bar."""
        return next((text_of(row).strip() for row in self.draw().rows if row.mark == "▌"), "")


def host(scenario: str, step: str, *, width: int = 76, height: int = 20, at: str = "", **given: Any) -> Host:
    opened = Host(desk(scenario, **given), width, height)
    opened.show(open_pane(opened, Stop(step, at)))
    return opened


def listed(step: str, texts: Sequence[str]) -> Change:
    """Items with the ids i1, i2 …"""
    return AddItems(step=step, texts=list(texts), ids=[f"i{number}" for number in range(1, len(texts) + 1)])
