"""The journey grid drawn: strip, heads of columns, questions with their cells, the line. Pure, and only what is in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len

from workshop.tui.rows import EMPTY, Back, LineAt, Row, Span, View, accent, cut, faint, fit, soft, width_of, wrap
from workshop.tui.steps.journey_layout import (
    BOUND,
    CURVE,
    GAP,
    MIDDLE,
    TEXT,
    Columns,
    Need,
    Plan,
    bar,
    curve,
    label_span,
    neighbours,
    plan,
    signs_to_spans,
    strip,
)
from workshop.tui.steps.journey_pieces import NOTHING, Line, Opened, Piece, closed, opened, packed, piece_lines

State = Literal["cell", "picked", "line", "over", "moving", "naming"]
"""What is at hand: a cell, a thing in it, the line after its things or over one of them; what is moved; a stage being named."""


class Shown(NamedTuple):
    """One cell. `offered` takes the place of `pieces` under the cursor; `level` is its place on the curve."""

    pieces: tuple[Piece, ...] = ()
    offered: tuple[Piece, ...] = ()
    below: tuple[Piece, ...] = ()  # after the things and the line, while the question is open
    short: bool = False  # where there is no room, the answer alone will do (a mark: its digits are known)
    level: int | None = None
    figure: str = ""
    applies: bool = True


class Grid(NamedTuple):
    """All there is to draw. `cells[question][column]` for the stages in view, from `first`."""

    names: Sequence[str]
    shares: Sequence[float]
    here: int
    first: int
    labels: Sequence[str]
    question: int  # the open one, -1: the names of the stages
    columns: Columns
    cells: Sequence[Sequence[Shown]]
    curves: Sequence[int] = ()
    state: State = "cell"
    piece: int = -1  # what is picked, or lies under the line
    adds: bool = False  # things are added to the cell at hand, one after the other
    held: str = ""  # half-typed, while the line is closed
    line_rows: int = 1
    placeholder: str = ""
    multiline: bool = False  # Ctrl+J makes a new line
    one: bool = False  # one stage at a time
    of: str = ""  # "5 of 7"
    hint: str = ""
    marks: tuple[str, str] = ("‹", "›")
    empty: str = ""  # said where there are no stages
    earlier: Callable[[int], str] = lambda n: f"{n} ↑"
    later: Callable[[int], str] = lambda n: f"{n} ↓"

    @property
    def column(self) -> int:
        """The column at hand."""
        return self.here - self.first

    @property
    def has_strip(self) -> bool:
        return not self.one and len(self.names) > self.columns.shown

    def is_open(self, question: int) -> bool:
        return question == self.question

    def is_here(self, question: int, column: int) -> bool:
        return 0 <= question == self.question and column == self.column

    def whole_column(self, column: int) -> bool:
        """A stage that is moved or named stands out from head to foot."""
        return column == self.column and self.question < 0 and self.state in ("moving", "naming")


class Place(NamedTuple):
    """What was clicked: a row of the strip, the heads, a question (with the row within it)."""

    part: Literal["strip", "heads", "question"]
    question: int = -1
    row: int = 0


def draw(grid: Grid, width: int, height: int) -> tuple[View, Plan]:
    """The rows of the grid, at most `height`, none wider than `width`; and how they were shared out."""
    line_most = max(1, min(height - 3, height - len(grid.labels) - 1))
    grid = _offers_fitted(grid, line_most)
    needs = [_need(grid, question, line_most) for question in range(len(grid.labels))]
    apart = grid.one or grid.question < 0
    shared = plan(height, needs, grid.question, strip=grid.has_strip, heads=1 if grid.one else 0, below=int(apart))
    drawing = _Drawing(grid, width, height, shared, line_most)
    return drawing.view(), shared


def _offers_fitted(grid: Grid, most: int) -> Grid:
    """What there is to choose from under the cursor: a row each, or where that would push questions out, several in a row."""
    if grid.question < 0 or not 0 <= grid.column < len(grid.cells[grid.question]):
        return grid
    cell = grid.cells[grid.question][grid.column]
    if len(cell.offered) <= most:
        return grid
    short = () if cell.short else tuple(packed(cell.offered, grid.columns.width))
    cells = [list(row) for row in grid.cells]
    cells[grid.question][grid.column] = cell._replace(offered=short)
    return grid._replace(cells=cells)


def _need(grid: Grid, question: int, line_most: int) -> Need:
    cells, width = grid.cells[question], grid.columns.width
    is_curve = question in grid.curves and not grid.one
    if is_curve and not (grid.is_open(question) and grid.state == "line"):
        return Need((1, 1, 1), CURVE, True)
    most = 1
    high = []
    for rows in (1, 2, 3):
        if not grid.one or rows > 1:
            most = max([1, *(len(closed(cell.pieces, width, rows)) for cell in cells)])
        high.append(most)
    open_rows = [_open_rows(grid, question, column, width, line_most) for column in range(len(cells))]
    return Need((high[0], high[1], high[2]), max([1, *open_rows]), is_curve)


def _open_rows(grid: Grid, question: int, column: int, width: int, line_most: int) -> int:
    """The rows of a cell were it open; counted no further than could matter."""
    cell = grid.cells[question][column]
    here = column == grid.column
    at_hand = here and grid.is_open(question)
    pieces = cell.offered if here and cell.offered else cell.pieces
    rows = 0
    most = line_most + len(grid.labels) + 12 if grid.is_open(question) else BOUND
    for index, piece in enumerate(pieces):
        if at_hand and grid.state == "over" and index == grid.piece:
            continue
        rows += len(piece_lines(piece, width, "ink", most=most))
        if rows >= most:
            break
    if at_hand and grid.state in ("line", "over"):
        rows += min(grid.line_rows, line_most)
    if at_hand and grid.state != "line" and (grid.adds or grid.held):
        rows += 1  # where the line was: what is below does not move when it closes
    return rows + sum(len(piece_lines(piece, width, "ink", most=3)) for piece in cell.below)


class _Drawing:
    """One view in the making."""

    def __init__(self, grid: Grid, width: int, height: int, shared: Plan, line_most: int) -> None:
        self.grid, self.width, self.height, self.plan = grid, width, height, shared
        self.line_most = line_most
        self.rows: list[Row] = []
        self.line: LineAt | None = None
        self.columns = grid.columns
        self.shown = range(min(self.columns.shown, len(grid.names) - grid.first))

    def view(self) -> View:
        self._strip()
        self._heads()
        if not self.grid.names:
            self.rows += [EMPTY, *(Row((faint(text),)) for text in wrap(self.grid.empty, min(self.width, TEXT), 0))]
        elif self.grid.labels:
            self._questions()
        self._hint()
        return View([row._replace(spans=fit(row.spans, self.width)) for row in self.rows[: self.height]], self.line)

    # above
    def _strip(self) -> None:
        grid = self.grid
        if self.plan.strip:
            names, bars = strip(grid.names, grid.shares, grid.here, grid.first, self.columns.shown, self.width)
            self.rows += [Row(line, target=Place("strip", row=at)) for at, line in enumerate((names, bars)[: self.plan.strip])]
        self.rows += [EMPTY] * self.plan.gap

    def _heads(self) -> None:
        grid, plan = self.grid, self.plan
        if not plan.heads:
            return
        named = grid.question < 0
        mark: Literal["", "▌"] = "▌" if named else ""
        naming = named and grid.state == "naming"
        if naming:
            x = self.columns.label + (0 if grid.one else grid.column * self.columns.pitch)
            self.line = LineAt(len(self.rows), x, min(self.columns.width, self.width - x), 1, grid.placeholder)
        if grid.one:
            self.rows.append(Row(self._one_head(named, naming), mark, target=Place("heads")))
        else:
            spans = [Span(" " * (self.columns.label - GAP))]
            for column in self.shown:
                spans += self._head(column, named, naming)
            self.rows.append(Row(tuple(spans), mark, target=Place("heads")))
            if plan.heads > 1:
                spans = [Span(" " * (self.columns.label - GAP))]
                for column in self.shown:
                    stage = grid.first + column
                    ink = "accent" if column == grid.column else "soft"
                    back: Back = "focus" if grid.whole_column(column) else ""
                    lines = bar(grid.shares[stage], self.columns.width, ink)  # type: ignore[arg-type]
                    spans += [Span(" " * GAP, back=back), *(span._replace(back=back) for span in lines)]
                self.rows.append(Row(tuple(spans), target=Place("heads")))
        for _ in range(plan.below):
            self.rows.append(self._row([Span(" " * (self.columns.label - GAP))], [() for _ in self.shown], -1))

    def _head(self, column: int, named: bool, naming: bool) -> Line:
        grid = self.grid
        at_hand = column == grid.column
        back: Back = "focus" if named and at_hand else ""
        name = grid.names[grid.first + column]
        if at_hand and naming:
            return (accent("› ")._replace(back=back), Span(" " * self.columns.width, back=back))
        if at_hand and named and grid.state == "moving":
            name = f"← {cut(name, self.columns.width - 4)} →"
        text = cut(name, self.columns.width)
        fill = " " * (self.columns.width - cell_len(text))
        return (Span(" " * GAP, back=back), Span(text, "ink", at_hand, back), Span(fill, back=back))

    def _one_head(self, named: bool, naming: bool) -> Line:
        grid = self.grid
        if naming:
            label = Span(" " * (self.columns.label - GAP))
            return (label, accent("› ")._replace(back="focus"), Span(" " * self.columns.width, back="focus"))
        names = list(grid.names)
        if named and grid.state == "moving" and names:
            names[grid.here] = f"← {names[grid.here]} →"
        lead, own, space, after = neighbours(names, grid.here, grid.of, min(self.width, TEXT), grid.marks)
        return (lead, own._replace(bold=named), space, after)

    # the questions
    def _questions(self) -> None:
        plan, grid = self.plan, self.grid
        if plan.above:
            self.rows.append(Row((faint(grid.earlier(plan.first)),)))
        for index, question in enumerate(range(plan.first, plan.end)):
            if question in plan.blanks:
                self.rows.append(self._row([Span(" " * (self.columns.label - GAP))], [() for _ in self.shown], -1))
            self._question(question, plan.heights[index])
        if plan.under:
            self.rows.append(Row((faint(grid.later(len(grid.labels) - plan.end)),)))

    def _question(self, question: int, height: int) -> None:
        grid = self.grid
        is_open = grid.is_open(question)
        as_curve = question in grid.curves and not grid.one and height == CURVE and not (is_open and grid.state == "line")
        cells = self._curve(question) if as_curve else [self._cell(question, column, height) for column in self.shown]
        label = label_span(grid.labels[question], self.columns.label - GAP, is_open)
        blank = Span(" " * (self.columns.label - GAP))
        for at in range(height):
            head = label if at == (MIDDLE if as_curve else 0) else blank
            self.rows.append(self._row([head], [cell[at] if at < len(cell) else () for cell in cells], question, at, as_curve))

    def _row(self, head: list[Span], cells: Sequence[Line], question: int, at: int = 0, drawn: bool = False) -> Row:
        """One row of the screen: the question's name, then every cell with the gap before it. `drawn`: the cells' rows
        already hold that gap."""
        grid = self.grid
        spans = list(head)
        for column, cell in enumerate(cells):
            here = grid.is_here(question, column) or grid.whole_column(column)
            back: Back = "focus" if here else ""
            size = self.columns.pitch
            if not drawn:
                spans.append(self._edge(question, column, at)._replace(back=back))
                size = self.columns.width
            spans += [span._replace(back=back) for span in cell] if here else cell
            spans.append(Span(" " * max(0, size - width_of(cell)), back=back))
        is_open = question >= 0 and grid.is_open(question)
        place = Place("question", question, at) if question >= 0 else None
        return Row(tuple(spans), "▌" if is_open else "", "", place)

    def _edge(self, question: int, column: int, at: int) -> Span:
        """What stands in the gap before a cell: the line's sign, or the bar of what is picked."""
        grid, open_cell = self.grid, self._open
        if not grid.is_here(question, column) or open_cell is None:
            return Span(" " * GAP)
        if at == open_cell.line:
            return accent("› ")
        if at == open_cell.rest:
            return faint("› ")
        picked = grid.state == "picked" or grid.state == "moving"
        if picked and at < len(open_cell.parts) and open_cell.parts[at] == grid.piece:
            return accent("▌ ")
        return Span(" " * GAP)

    _open: Opened | None = None

    def _cell(self, question: int, column: int, height: int) -> list[Line]:
        grid, width = self.grid, self.columns.width
        cell = grid.cells[question][column]
        if grid.is_here(question, column):
            return self._cell_at_hand(question, cell, height)
        if not cell.applies:
            return []
        pieces = cell.pieces
        is_open = grid.is_open(question)
        if is_open and pieces:
            lines = closed(pieces, width, height, "ink")
            extra = [line for piece in cell.below for line in piece_lines(piece, width, "ink", most=3)]
            return [*lines, *extra][:height]
        if not pieces:
            return list(piece_lines(NOTHING, width, "faint"))
        if grid.one and height == 1 and len(pieces) > 1:
            lead, ink = pieces[0].lead, pieces[0].ink
            text = "; ".join(piece.text[: width * 4] for piece in pieces[: width // 2])
            return list(piece_lines(Piece(text, lead, ink), width, "soft", most=1))
        return closed(pieces, width, min(height, self.plan.most))

    def _cell_at_hand(self, question: int, cell: Shown, height: int) -> list[Line]:
        """The cell under the cursor: all of it, and the line."""
        grid, width = self.grid, self.columns.width
        pieces = list(cell.offered or cell.pieces)
        below = [line for piece in cell.below for line in piece_lines(piece, width, "ink", most=3)][: max(0, height - 1)]
        room = height - len(below)
        typing = grid.state in ("line", "over")
        line_rows = max(1, min(grid.line_rows, self.line_most, room))
        rest = Piece(grid.held, (), "soft") if grid.state != "line" and (grid.adds or grid.held) else None
        alone = len(pieces) == 1 and grid.state == "cell" and not cell.offered and not grid.adds
        if not pieces and not typing and rest is None:
            pieces = [Piece("·", (), "ink")]
        self._open = opened(
            pieces,
            width,
            room,
            picked=0 if alone else grid.piece if not typing else -1,
            line=(grid.piece if grid.state == "over" else len(pieces)) if typing else -1,
            line_rows=line_rows,
            over=grid.state == "over",
            rest=rest,
            earlier=grid.earlier,
            later=grid.later,
        )
        if typing and self._open.line >= 0:
            x = self.columns.label + grid.column * self.columns.pitch
            most = max(line_rows, min(self.line_most, self.height - len(self.rows) - self._open.line))
            hint = cut(grid.placeholder, width)
            self.line = LineAt(len(self.rows) + self._open.line, x, min(width, self.width - x), most, hint, grid.multiline)
        return [*self._open.lines, *below]

    def _curve(self, question: int) -> list[list[Line]]:
        """Five rows for every column, each with the gap before it."""
        cells, pitch = self.grid.cells[question], self.columns.pitch
        canvas = curve([cell.level for cell in cells], [cell.figure for cell in cells], pitch)
        for column, cell in enumerate(cells):
            if not cell.applies:
                canvas[MIDDLE][column * pitch + GAP] = (" ", "ink")
        return [[signs_to_spans(row[column * pitch : (column + 1) * pitch]) for row in canvas] for column in range(len(cells))]

    # below
    def _hint(self) -> None:
        """The hint of the question at hand at the foot, where nothing else needs the room: it never moves the grid."""
        lines = wrap(self.grid.hint, min(self.width, TEXT), 0) if self.grid.hint else ()
        spare = self.height - len(self.rows)
        if lines and len(lines) <= 3 and spare > len(lines):
            self.rows += [EMPTY] * (spare - len(lines))
            self.rows += [Row((soft(line),)) for line in lines]
