"""The keys that work here, in groups: right here, writing, choosing, everywhere. Two columns where there is room."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.tui.actions import ACTIONS, drawn
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, bold, faint, fit, pad, row, soft, width_of, wrap

KEY = 14  # cells of a key
GAP = 4
TWO = 88  # columns from which there are two
UNSAID = ("inert", "next_letter", "previous_letter", "capture_anywhere", "help_anywhere")  # said with another
TOGETHER = {"next": "next_letter", "previous": "previous_letter", "capture": "capture_anywhere", "help": "help_anywhere"}


class HelpPane(Pane):
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.first = 0

    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Headings with their keys; what belongs to the place at hand first."""
        host, lang = self.host, self.host.lang
        found: list[tuple[str, list[tuple[str, str]]]] = []
        behind = host.body.pane
        if behind is not None and (pairs := behind.pairs()):
            found.append((t("help.here", lang), [host.worded(pair) for pair in pairs]))
        if host.name_of_screen == "run":
            lines = [line.split("\t", 1) for line in t("help.writing_keys", lang).splitlines() if "\t" in line]
            found.append((t("help.writing", lang), [(key, words) for key, words in lines]))
        lacks = getattr(host, "not_here", ())
        here = [action for action in ACTIONS if host.name_of_screen in action.screens and action.id not in lacks]
        of_screen = {action.id: action for action in here}
        for where in ("choosing", "everywhere"):
            pairs = []
            for action in of_screen.values():
                if action.where != where or action.id in UNSAID:
                    continue
                keys = list(action.keys)
                if other := of_screen.get(TOGETHER.get(action.id, "")):
                    keys += other.keys
                pairs.append((" ".join(drawn(key) for key in keys), t(f"actions.{action.id}", lang)))
            if pairs:
                found.append((t(f"help.{where}", lang), pairs))
        return found

    def rows(self, width: int) -> list[Row]:
        title = t("help.title", self.host.lang, place=self.host.help_place)
        groups = [_group(heading, pairs, width if width < TWO else width // 2 - GAP) for heading, pairs in self.groups()]
        out = [EMPTY, row(bold(title)), EMPTY]
        if width < TWO:
            return out + [line for group in groups for line in (*group, EMPTY)][:-1]
        # the groups in their order, parted where both columns come out most alike
        sizes = [len(group) + 1 for group in groups]
        part = min(range(1, len(groups) + 1), key=lambda at: max(sum(sizes[:at]), sum(sizes[at:])))
        left, right = ([line for group in some for line in (*group, EMPTY)] for some in (groups[:part], groups[part:]))
        for index in range(max(len(left), len(right))):
            first = left[index].spans if index < len(left) else ()
            second = right[index].spans if index < len(right) else ()
            out.append(row(*first, Span(" " * (width // 2 - width_of(first))), *second))
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
        return [Pair("↑↓", "keys.read_on")] if getattr(self, "more", True) else []

    def key(self, key: str) -> bool:
        if key in ("down", "pagedown"):
            self.first += 1 if key == "down" else 10
        elif key in ("up", "pageup"):
            self.first = max(0, self.first - (1 if key == "up" else 10))
        elif key in ("enter", "?", "f1"):
            self.host.close_sheet()
        else:
            return False
        return True


def _group(heading: str, pairs: list[tuple[str, str]], width: int) -> list[Row]:
    out = [row(faint(heading))]
    for key, words in pairs:
        lines = wrap(words, max(16, min(width, 84) - KEY), 0)
        out.append(Row(fit((Span(pad(key, KEY - 1) + " "), soft(lines[0])), width)))
        out += [row(Span(" " * KEY), soft(line)) for line in lines[1:]]
    return out
