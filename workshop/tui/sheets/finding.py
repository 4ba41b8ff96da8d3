"""Find, and replace: type a word and see every place it stands in; Enter goes there. Tab opens a second line, for what is to
stand there instead; then each place shows what it would become, Space leaves one out, and Enter replaces, in one undo."""

from __future__ import annotations

from typing import Any, Literal

from rich.cells import cell_len

from workshop.language import t
from workshop.session import finding
from workshop.session.finding import Hit
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, accent, columns, cut, faint, fit, row, soft, wrap
from workshop.tui.steps.window import window

WIDTH = 84
WHERE = 30  # cells of the place, where it stands beside the words
BESIDE = 60  # from this width it does
BEFORE = 0.35  # so much of an excerpt's room stands before what was found

Use = Literal["find", "with", "choose"]


class FindPane(Pane):
    host: Any

    def __init__(self, host: Any, wanted: str = "", cursor: int = 0) -> None:
        super().__init__(host)
        self.writing = True
        self.use: Use = "find"
        self.wanted, self.new = wanted, ""
        self.here = False  # only in the step at hand
        self.hits: list[Hit] = []
        self.left_out: set[int] = set()
        self.cursor, self.first = cursor, 0
        self.look(keep=True)

    def opened(self) -> None:
        self.host.set_line(self.wanted)

    def look(self, *, keep: bool = False) -> None:
        stop = self.host.stop if self.here and not self.host.reviewing else None
        self.hits = finding.find(self.host.book, self.wanted, stop)
        self.left_out.clear()
        self.cursor = min(self.cursor, max(0, len(self.hits) - 1)) if keep else 0

    # drawing
    def view(self, width: int, height: int) -> View:
        lang, width = self.host.lang, min(width, WIDTH)
        count = t("finding.count", lang, n=len(self.hits)) if self.wanted.strip() and self.hits else ""
        if self.use == "choose":
            chosen = len(self.hits) - len(self.left_out)
            count = t("finding.chosen", lang, n=str(chosen), of=str(len(self.hits)))
        rows: list[Row] = [EMPTY]
        first = [] if self.use == "find" else [Span(cut(self.wanted, width - cell_len(count) - 2))]
        rows.append(Row(columns(first, [faint(count)], width), "›" if self.use == "find" else ""))
        line: LineAt | None = LineAt(1, 0, width - cell_len(count) - 2, 1, t("finding.ghost", lang))
        if self.use != "find":
            words = () if self.use == "with" else (Span(cut(self.new, width)) if self.new else faint("–"),)
            rows.append(Row(words, "›" if self.use == "with" else ""))
            line = LineAt(2, 0, width, 1, t("finding.ghost_with", lang)) if self.use == "with" else None
        rows.append(EMPTY)
        if not self.hits:
            none = self.wanted.strip() and t("finding.none", lang)
            hint = t("finding.hint", lang, key=self.host.key_of("palette"))
            rows += [row(soft(none)), EMPTY] if none else []
            rows += [row(faint(each)) for each in wrap(hint, width, 0)]
            return View(rows[:height], line)
        room, drawn = height - len(rows), [self._hit(index, width) for index in range(len(self.hits))] if self.few else None
        size = (lambda _: 2) if not self._beside(width) else (lambda _: 1)
        self.first, end = window(len(self.hits), self.cursor, self.first, size, room)
        if self.first:
            rows.append(row(faint(t("list.earlier", lang, n=self.first))))
        for index in range(self.first, end):
            rows += drawn[index] if drawn is not None else self._hit(index, width)
        if end < len(self.hits):
            rows.append(row(faint(t("list.more", lang, n=len(self.hits) - end))))
        return View(rows[:height], line)

    @property
    def few(self) -> bool:
        return len(self.hits) <= 1

    def _beside(self, width: int) -> bool:
        """Whether the place stands beside the words: not while two texts are compared, nor in a small window."""
        return self.use == "find" and width >= BESIDE

    def _hit(self, index: int, width: int) -> list[Row]:
        hit, here = self.hits[index], index == self.cursor
        mark, back = ("▌", "focus") if here else ("", "")
        dot: list[Span] = []
        if self.use != "find":
            dot = [faint("○ ") if index in self.left_out else accent("● ")]
        if self._beside(width):
            spans = self._excerpt(hit, width - WHERE - 2)
            words = columns(spans, [faint(cut(hit.written.where, WHERE))], width)
            return [Row(words, mark, back, index)]  # type: ignore[arg-type]
        where = [*dot, Span(cut(hit.written.where, width - 2), "ink" if here and not dot else "soft", here)]
        if self.use == "find":
            text = self._excerpt(hit, width - 2)
        else:
            half = (width - 7) // 2
            after = _after(hit, self.wanted, self.new)
            text = [*self._excerpt(hit, half), faint(" → "), *_marked(*after, half)]
        return [Row(tuple(fit(row_, width)), mark, back, index) for row_ in (where, [Span("  "), *text])]  # type: ignore[arg-type]

    def _excerpt(self, hit: Hit, room: int) -> list[Span]:
        return _marked(hit.written.text, hit.spans[:1], room)

    def pairs(self) -> list[Pair]:
        where = Pair("Ctrl+G", "finding.keys.everywhere" if self.here else "finding.keys.here", "ctrl+g")
        if self.use == "find":
            replace = [Pair("Tab", "finding.keys.replace", "tab")] if self.hits else []
            return [*replace, Pair("Enter", "finding.keys.goes"), Pair("↑↓", "keys.choose"), where]
        if self.use == "with":
            return [Pair("Enter", "finding.keys.choose"), Pair("Tab", "finding.keys.back", "tab")]
        turn = [Pair("Space", "finding.keys.turn", "space"), Pair("a", "finding.keys.all")]
        return [Pair("Enter", "finding.keys.replaces"), *turn, Pair("Tab", "finding.keys.back", "tab")]

    # keys
    def typed(self, text: str) -> bool:
        if self.use == "find":
            self.wanted = text
            self.look()
        else:
            self.new = text
        return True

    def move(self, key: str, text: str) -> bool:
        if key in ("up", "down", "pageup", "pagedown"):
            self._point({"up": -1, "down": 1, "pageup": -10, "pagedown": 10}[key])
        elif key in ("tab", "shift+tab"):
            self._turn_to("with" if self.use == "find" and self.hits else "find")
        elif key == "ctrl+g":
            self.here = not self.here
            self.look()
        else:
            return False
        return True

    def enter(self, text: str) -> None:
        if self.use == "with":
            self.new = text
            self._turn_to("choose")
        elif self.hits:
            self.host.go_to_hit(self.wanted, self.hits, self.cursor)

    def key(self, key: str) -> bool:
        if self.use != "choose":
            return False
        if key in ("up", "down", "pageup", "pagedown", "home", "end"):
            far = len(self.hits)
            self._point({"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -far, "end": far}[key])
        elif key == "space":
            self.left_out ^= {self.cursor}
            self._point(1)
        elif key == "a":
            self.left_out = set() if self.left_out else set(range(len(self.hits)))
        elif key in ("tab", "shift+tab"):
            self._turn_to("find")
        elif key == "enter":
            chosen = [hit for index, hit in enumerate(self.hits) if index not in self.left_out]
            self.host.replace_hits(self.wanted, self.new, chosen)
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if not isinstance(target, int):
            return
        again, self.cursor = target == self.cursor, target
        if self.use == "choose":
            self.left_out ^= {target}
        elif self.use == "find" and again:
            self.enter("")

    def _turn_to(self, use: Use) -> None:
        self.use, self.writing = use, use != "choose"
        self.host.set_line({"find": self.wanted, "with": self.new}.get(use, ""))

    def _point(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.hits) - 1))


def _after(hit: Hit, wanted: str, new: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """What a text would become, and where the first of what is new stands in it."""
    start = hit.spans[0][0]
    return finding.replaced(hit, wanted, new), ((start, start + len(new)),)


def _marked(text: str, spans: tuple[tuple[int, int], ...], room: int) -> list[Span]:
    """As much of a text as there is room for, about what was found in it, that in bold."""
    text = text.replace("\n", " ")
    start, end = spans[0]
    before, found, after = text[:start], text[start:end], text[end:]
    most = int(room * BEFORE)
    if cell_len(text) <= room:
        most = room
    while before and cell_len(before) > max(most, room - cell_len(found) - cell_len(after)):
        before = before[max(1, len(before) // 8) :]
    lead = "…" if len(before) < start else ""
    left = room - cell_len(lead) - cell_len(before)
    shown = cut(found, max(1, left))
    rest = cut(after, max(0, left - cell_len(shown))) if left > cell_len(shown) else ""
    return [soft(lead + before), Span(shown, "accent", True), soft(rest)]
