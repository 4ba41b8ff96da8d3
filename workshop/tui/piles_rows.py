"""How what was captured is drawn: owner and day in columns, what is missing with a question mark, reasons and answers below."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.session import recapture
from workshop.session.model import Item
from workshop.tui.rows import Back, Ink, Row, Span, accent, columns, cut, faint, fit, missing, pad, row, soft, width_of, wrap

OWNER, DUE = 14, 12  # columns
ROOMY, WIDE_OWNER = 110, 24  # from so wide a text the owners have more
LABEL = 14  # of what else is said, in rows of their own
BELOW = {"decisions": "why", "parked": "answer"}
BELOW_ROWS = 2
WHOLE_ROWS = 5  # of the words of the thing at hand
KINDS = {"action": "actions", "decision": "decisions", "parked": "parked", "note": "notes"}


class PileRows:
    host: Any
    cursor: int

    @property
    def lang(self) -> str:
        lang: str = self.host.lang
        return lang

    def words_of(self, item: Item) -> str:
        return item.text or str(self.host.book.label(item.id))

    # one thing
    def thing(self, line: Any, index: int, here: bool, field: str, width: int) -> list[Row]:
        """The row of one thing; at hand it is read whole. Bold is what is at hand: its words, or what else is said of it."""
        item: Item | None = line.item
        mark: Any = "▌" if here else ""
        back: Back = "focus" if here else ""
        if item is None:
            return [Row((Span(cut(self.of_no_item(line), width), "ink", here),), mark, back, index)]
        done = bool(item.get("done")) or item.gone
        right = self.beside(line.pile, item, field, width)
        ink: Ink = "faint" if done else "ink"
        lead = self.lead(item)
        bold, words = here and not field and not done, " ".join(self.words_of(item).split())
        room = max(8, width - width_of([*lead, *right]) - (3 if right else 0))
        lines = wrap(words, room, 2) if here else (cut(words, room),)
        if len(lines) > WHOLE_ROWS:
            lines = (*lines[: WHOLE_ROWS - 1], cut(" ".join(line.strip() for line in lines[WHOLE_ROWS - 1 :]), room))
        first = Row(columns([*lead, Span(lines[0], ink, bold)], right, width), mark, back, index)
        return [first, *(Row((Span(line, ink, bold),), mark, back, index) for line in lines[1:])]

    def lead(self, item: Item) -> list[Span]:
        """What stands before its words."""
        return [Span("✓ ", "faint")] if item.get("done") and not item.gone else []

    def of_no_item(self, line: Any) -> str:
        return ""

    def beside(self, pile: str, item: Item, field: str, width: int) -> list[Span]:
        """Who and when, in columns; else where it came from."""
        if pile == "actions":
            return self._who_and_when(item, "owner", "due", field, width, ask=not item.get("done"))
        if pile == "decisions" and (item.get("decided_by") or item.get("review")):
            return self._who_and_when(item, "decided_by", "review", field, width, ask=False)
        if pile == "parked" and (item.get("owner") or item.get("due")):
            return self._who_and_when(item, "owner", "due", field, width, ask=False)
        words = self.side(pile, item)
        return [faint(cut(words, max(8, width // 3)))] if words else []

    def side(self, pile: str, item: Item) -> str:
        """`från Resan, Får`: the step it was caught in, and what was at hand there."""
        place = recapture.origin(self.host.book, item)
        return t("capture.from", self.lang, place=place) if place else ""

    def _who_and_when(self, item: Item, who: str, when: str, field: str, width: int, *, ask: bool) -> list[Span]:
        name, day = str(item.get(who) or ""), item.get(when)
        spans = _cell(name, OWNER if width < ROOMY else WIDE_OWNER, t("review.owner", self.lang) if ask else "", field == who)
        drawn = language.day(day, self.lang) if isinstance(day, date) else ""
        return [*spans, Span(" "), *_cell(drawn, DUE, t("review.due", self.lang) if ask else "", field == when)]

    # below it
    def said_below(self, pile: str, item: Item, field: str, width: int) -> list[Row]:
        """Why it was decided, what the answer was: hung under the thing."""
        name = BELOW.get(pile, "")
        said = str(item.get(name) or "") if name else ""
        if not said or field == name:
            return []
        lines = wrap(f"{t(f'session.field.{name}', self.lang)}: {' '.join(said.split())}", max(10, width - 2), 2)
        if len(lines) > BELOW_ROWS:
            lines = (*lines[: BELOW_ROWS - 1], cut(" ".join(lines[BELOW_ROWS - 1 :]), width - 2))
        return [row(Span("  "), soft(line)) for line in lines]

    def label(self, field: str) -> Span:
        return Span("  " + pad(cut(t(f"session.field.{field}", self.lang), LABEL - 3), LABEL - 2), "ink", True)

    def at_hand(self, item: Item, field: str, label: Span, width: int) -> Row:
        """What is at hand of a thing, in a row of its own."""
        value = item.get(field)
        words = language.day(value, self.lang, date.today()) if isinstance(value, date) else " ".join(str(value or "").split())
        said = Span(cut(words, width - LABEL), "accent") if words else faint("·")
        return row(label, said, mark="▌", back="focus")

    def kinds(self, moving: str, width: int) -> Row:
        """What it may become, the one that Enter takes with a dot."""
        spans: list[Span] = [Span("  ")]
        for what in KINDS:
            chosen = what == moving
            spans += [
                accent("● ") if chosen else faint("○ "),
                Span(t(f"capture.{what}", self.lang) + "   ", "ink" if chosen else "soft"),
            ]
        return row(*fit(spans, width), mark="▌", back="focus")

    # below all
    def lacking(self, items: list[Item]) -> str:
        """`2 saknar ägare, 2 saknar datum`."""
        still = [item for item in items if not item.get("done")]
        said = []
        for name in recapture.NEEDED:
            if n := sum(not item.get(name) for item in still):
                said.append(t(f"review.no_{name}", self.lang, n=n))
        return ", ".join(said)


def _cell(words: str, width: int, ghost: str, here: bool) -> list[Span]:
    if words or not ghost:
        return [Span(pad(words, width), "accent" if here else "ink", here)]
    said = cut(ghost, width)
    return [missing(said)._replace(bold=here), Span(" " * (width - cell_len(said)))]
