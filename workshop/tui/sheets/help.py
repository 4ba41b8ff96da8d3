"""Help for what is focused: what it takes, the keys that work there, then all the others. A key that is clicked is pressed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from workshop.language import t
from workshop.tui.actions import UNSAID, Action, drawn, pressed
from workshop.tui.commands import pairs_of
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, bold, faint, fit, pad, row, soft, width_of, wrap
from workshop.tui.steps.base import StepPane

KEY = 14  # cells of a key
GAP = 4
TWO = 88  # columns from which there are two
TEXT = 84


class Line(NamedTuple):
    """A key as it is drawn, what it does, and how it is done from here (None: it is for the text of a line)."""

    key: str
    words: str
    do: Callable[[], object] | None = None


class Beside(NamedTuple):
    """What a row of two columns answers a click with, and where the second begins."""

    left: object
    middle: int
    right: object


class HelpPane(Pane):
    subject = "help"
    host: Any

    def __init__(self, host: Any, about: Pane) -> None:
        """`about`: what had the keyboard."""
        super().__init__(host)
        self.about = about
        self.over_sheet = about is not host.pane
        self.first = 0

    # what there is to say
    def takes(self) -> list[str]:
        """What the place at hand is for and takes, a statement each."""
        lang, about = self.host.lang, self.about
        names = [about.subject] if about.subject else []
        if isinstance(about, StepPane):
            field = _field_of(about)
            journey = getattr(about.step, "look", "") == "journey"
            names = ["journey" if journey else f"kind_{about.step.kind}"]
            names += [f"field_{field.kind}"] if field is not None else []
        return [t(f"help.takes.{name}", lang) for name in names]

    def groups(self) -> list[tuple[str, list[Line]]]:
        """Headings with their keys; what belongs to the place at hand first."""
        host, lang = self.host, self.host.lang
        found: list[tuple[str, list[Line]]] = []
        if self.about.writing and (now := self._lines(self.about.pairs(), writing=True)):
            found.append((t("help.here_writing", lang), now))
        if not (self.about.writing and self.over_sheet) and (choosing := self._lines(pairs_of(self.about))):
            found.append((t("help.here_choosing" if self.about.writing else "help.here", lang), choosing))
        if self.over_sheet:
            return found
        if host.name_of_screen == "run":
            written = [line.split("\t", 1) for line in t("help.writing_keys", lang).splitlines() if "\t" in line]
            found.append((t("help.writing", lang), [Line(key, words) for key, words in written]))
        for where in ("choosing", "everywhere"):
            lines = [self._command(action) for action in self._actions() if action.where == where]
            if lines:
                found.append((t(f"help.{where}", lang), lines))
        return found

    def _lines(self, pairs: list[Pair], writing: bool = False) -> list[Line]:
        pairs = [pair for pair in pairs if self.over_sheet or not self._is_command(pair)]
        worded = [self.host.worded(pair, writing) for pair in pairs]
        return [Line(key, words, partial(self._press, pair)) for pair, (key, words) in zip(pairs, worded, strict=True)]

    def _is_command(self, pair: Pair) -> bool:
        """Whether it stands further down, in words of its own."""
        action = self.host.bound.usually(pair.press or pressed(pair.key))
        return action is not None and not action.of_pane

    def _actions(self) -> list[Action]:
        lacks, seen, found = (*getattr(self.host, "not_here", ()), *UNSAID), set(), []
        for action in self.host.bound.actions:
            if not action.of_pane and action.id not in lacks and action.id not in seen:
                seen.add(action.id)
                found.append(action)
        return found

    def _command(self, action: Action) -> Line:
        keys = " ".join(map(drawn, self.host.bound.keys(action)))
        keys = keys or self.host.bound.shown("Ctrl+P")
        return Line(keys, t(f"actions.{action.id}", self.host.lang), partial(self._run, action))

    # what a click does
    def _press(self, pair: Pair) -> None:
        host = self.host
        host.close_sheet()
        key = pair.press or pressed(pair.key)
        if not key:
            return
        if self.about.writing and len(key) == 1 and key not in "!=?" and pair not in self.about.pairs():
            self.about.escape(host.line_text)
            host.draw()
        host.click_pair(pair)

    def _run(self, action: Action) -> None:
        self.host.close_sheet()
        self.host.run_action_of(action)
        self.host.draw()

    # drawing
    def rows(self, width: int) -> list[Row]:
        place = "" if self.over_sheet else self.host.help_place
        title = t("help.title", self.host.lang, place=place) if place else t("help.title_here", self.host.lang)
        out = [EMPTY, row(bold(title))]
        for said in self.takes():
            out += [row(soft(line)) for line in wrap(said, min(width, TEXT), 0)]
        out.append(EMPTY)
        groups = [_group(heading, lines, width if width < TWO else width // 2 - GAP) for heading, lines in self.groups()]
        if width < TWO:
            return out + [line for group in groups for line in (*group, EMPTY)][:-1]
        # the groups in their order, parted where both columns come out most alike
        sizes = [len(group) + 1 for group in groups]
        part = min(range(1, len(groups) + 1), key=lambda at: max(sum(sizes[:at]), sum(sizes[at:])), default=0)
        left, right = ([line for group in some for line in (*group, EMPTY)] for some in (groups[:part], groups[part:]))
        for index in range(max(len(left), len(right))):
            first = left[index] if index < len(left) else EMPTY
            second = right[index] if index < len(right) else EMPTY
            spans = (*first.spans, Span(" " * (width // 2 - width_of(first.spans))), *second.spans)
            out.append(Row(spans, target=Beside(first.target, width // 2, second.target)))
        return out

    def view(self, width: int, height: int) -> View:
        rows = self.rows(width)
        while rows and not any(span.text.strip() for span in rows[-1].spans):
            rows.pop()
        self.first = max(0, min(self.first, len(rows) - height))
        shown = rows[self.first : self.first + height]
        if self.first + height < len(rows):
            shown = [*shown[:-1], row(faint(t("list.more", self.host.lang, n=len(rows) - self.first - height + 1)))]
        self.more = len(rows) > height
        return View(shown)

    def pairs(self) -> list[Pair]:
        reading = [Pair("↑↓", "keys.read_on")] if getattr(self, "more", True) else []
        return reading if self.over_sheet else [Pair("Ctrl+P", "keys.all_commands"), *reading]

    def key(self, key: str) -> bool:
        if key in ("down", "pagedown"):
            self.first += 1 if key == "down" else 10
        elif key in ("up", "pageup"):
            self.first = max(0, self.first - (1 if key == "up" else 10))
        elif key in ("home", "end"):
            self.first = 0 if key == "home" else 10**6
        elif key in ("enter", "?", "f1"):
            self.host.close_sheet()
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if isinstance(target, Beside):
            target = target.right if x >= target.middle else target.left
        if isinstance(target, Line) and target.do is not None:
            target.do()


def _field_of(pane: Any) -> Any:
    """The field at hand in a step that asks."""
    slot, places = getattr(pane, "slot", None), getattr(pane, "places", None)
    if slot is not None and places is not None and hasattr(places, "fields"):
        return places.fields.get(slot.field)  # none at hand where nobody is there to answer
    return getattr(pane, "field", None)


def _group(heading: str, lines: list[Line], width: int) -> list[Row]:
    out = [row(faint(heading))]
    for line in lines:
        words = wrap(line.words, max(16, min(width, TEXT) - KEY), 0)
        out.append(Row(fit((Span(pad(line.key, KEY - 1) + " "), soft(words[0])), width), target=line))
        out += [row(Span(" " * KEY), soft(more), target=line) for more in words[1:]]
    return out
