"""A result: its conclusion in one sentence and the figures it rests on; of several things a table, bars, a curve or a tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from workshop.report.document import (
    AnyBlock,
    Axis,
    Bar,
    Bars,
    Bullets,
    Cell,
    Column,
    Conclusion,
    Curve,
    Entry,
    Figure,
    MatrixPlot,
    Node,
    Notice,
    Number,
    Pair,
    Paragraph,
    Pile,
    Piles,
    PlotPoint,
    Point,
    RawGroup,
    Row,
    RowGroup,
    Series,
    Table,
    Threshold,
    Tree,
    Words,
    plain,
)
from workshop.report.sections.common import pair
from workshop.report.sections.matrix import letter
from workshop.report.view import View
from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Level, Text
from workshop.session.branches import Branch, branches
from workshop.session.model import Item
from workshop.session.results import Compared, FigureValue, ResultRow, ResultValue
from workshop.session.scope import Scope
from workshop.text import paragraphs


def show(view: View, step: Result, at: str) -> tuple[AnyBlock, ...]:
    found = view.book.result(step, at)
    if step.each is None:
        return tuple(_alone(view, step, at, found))
    rows = [row for row in found.rows if view.shows(row.item.id) and _has_something(row)]
    if not rows:
        return ()
    return (*_rows(view, step, found, rows), *_meanings(view, step, rows), *_rule(view, step, at))


def _has_something(row: ResultRow) -> bool:
    return any((row.words, row.level is not None, *(figure.words for figure in row.figures)))


def _meanings(view: View, step: Result, rows: Sequence[ResultRow]) -> Iterable[AnyBlock]:
    """What each level says of the rows that are in it, and the workshop it points to: what to do about it."""
    if step.look == "lanes":  # the piles say it themselves
        return
    entries = []
    for level in {row.level.id: row.level for row in rows if row.level is not None}.values():
        text, then = view.text(level.text), view.workshop(level.next) if level.next else ""
        if text or then:
            title = view.text(level.title)
            note = f"{view.t('next')}: {then}" if then else ""
            entries.append(Entry(words=plain(f"{title}: {text}" if text else title), note=note))
    if entries:
        yield Bullets(entries=tuple(entries))


def _number(words: str, value: object) -> Number | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and words:
        return Number(value=value, drawn=words)
    return None


# ------------------------------------------------------------------------------------------------------- one result


def _alone(view: View, step: Result, at: str, found: ResultValue) -> Iterable[AnyBlock]:
    figures = _figures(view, step, found)
    profile = _profile(view, step, found) if step.look in ("bars", "radar") else None
    if profile is not None:
        own = {row.title for row in profile.rows}
        figures = tuple(figure for figure in figures if figure.title not in own)
    level = found.level
    if not level and profile is None and not any(figure.number or figure.drawn for figure in figures):
        return
    scope = Scope(step=step.id, at=at)
    text = level.text if level is not None else None
    said = tuple(figure for figure in figures if figure.number or figure.drawn)
    if level is not None or said:
        yield Conclusion(
            words=view.words(level.title, scope) if level is not None else (),
            figures=said,
            text=tuple(_paragraphs(view, text, scope)),
            next=view.workshop(level.next) if level is not None and level.next else "",
        )
    if profile is not None:
        yield profile
    yield from _compared(view, step, found)
    yield from _rule(view, step, at)


def _figures(view: View, step: Result, found: ResultValue) -> tuple[Figure, ...]:
    figures = [_figure(figure) for figure in found.figures]
    if step.value is not None and found.words:
        figures.insert(0, Figure(title=view.t("result.value"), number=_number(found.words, found.value), drawn=found.words))
    if found.low is not None and found.high is not None:
        low, high = (view.number(value, step.unit).drawn for value in (found.low, found.high))
        between = view.t("result.between", low=low, high=high)
        figures.insert(0, Figure(title=view.t("result.range"), number=None, drawn=between))
    return tuple(figures)


def _profile(view: View, step: Result, found: ResultValue) -> Bars | None:
    """Figures of one unit as lengths beside each other, with the same of the time before where there is one; None where
    they cannot be compared."""
    shown = [figure for figure in found.figures if _number(figure.words, figure.value) is not None]
    if len(shown) < 2 or len({figure.unit for figure in shown}) > 1:
        return None
    before = _before(found)
    rows = []
    for figure in shown:
        earlier = before.figure(figure.id) if before is not None else None
        rows.append(
            Bar(
                title=figure.title,
                number=_number(figure.words, figure.value),
                before=_number(earlier.words, earlier.value) if earlier is not None else None,
            )
        )
    low, high = _reach(step, [number.value for row in rows for number in (row.number, row.before) if number], shown[0].unit)
    return Bars(rows=tuple(rows), low=low, high=high, look="radar" if step.look == "radar" else "bars")


def _before(found: ResultValue) -> ResultValue | None:
    """The round before the latest, else the last time."""
    rounds = [one.result for one in found.compare if one.by == "rounds"]
    times = [one.result for one in found.compare if one.by == "last_time"]
    return rounds[-2] if len(rounds) > 1 else times[0] if times else None


def _reach(step: Result, values: Sequence[float], unit: str) -> tuple[float, float]:
    """From where to where lengths are drawn: per cent of a hundred, and a profile's axes to a round number, so that a full one
    can be told."""
    low, high = min([*values, 0.0]), max([*values, 0.0])
    if unit == "%" and 0 < high <= 100:
        high = 100.0
    elif step.look == "radar" and high > 0:
        high = next((end for end in _ROUND if end >= high), high)
    return low, high if high > low else low + 1


_ROUND = [1.0, 5.0, *(factor * 10**power for power in range(1, 12) for factor in (1.0, 2.0, 5.0))]


def _figure(figure: FigureValue) -> Figure:
    return Figure(title=figure.title, number=_number(figure.words, figure.value), drawn=figure.words)


def _paragraphs(view: View, text: Text | None, scope: Scope) -> Iterable[Words]:
    for block in paragraphs(view.text(text, scope)):
        for line in block.lines if block.kind == "list" else (block.text,):
            yield plain(line)


def _rule(view: View, step: Result, at: str) -> Iterable[AnyBlock]:
    """How it was worked out, as the scenario tells it."""
    for words in _paragraphs(view, step.text, Scope(step=step.id, at=at)):
        yield Paragraph(words=words, role="soft")


def _compared(view: View, step: Result, found: ResultValue) -> Iterable[AnyBlock]:
    """The same figures of other rounds, of last time, of each team, side by side."""
    shown = [one for one in found.compare if one.result is not None]
    if not shown:
        return
    columns = [Column(title="", weight=1.5)]
    head = [figure.title for figure in found.figures] or [view.t("result.value")]
    columns += [Column(title=title, kind="number") for title in head]
    with_level = any(one.result.level is not None for one in shown if one.result is not None)
    columns += [Column(title="", kind="choice", weight=1.5)] * with_level
    rows = [_compared_row(view, one, with_level) for one in shown]
    if not any(one.by == "rounds" for one in shown):
        rows.append(_compared_row(view, Compared("", "", view.t("now"), found), with_level))
    yield Table(columns=tuple(columns), groups=(RowGroup(rows=tuple(rows)),))
    if len(shown) < len(found.compare):
        yield Notice(words=plain(view.t("remark.withheld")))


def _compared_row(view: View, one: Compared, with_level: bool) -> Row:
    result = one.result
    assert result is not None
    cells = [_words(one.title)]
    if result.figures:
        cells += [_value_cell(figure.words, figure.value) for figure in result.figures]
    else:
        cells.append(_value_cell(result.words, result.value))
    if with_level:
        cells.append(_words(view.text(result.level.title) if result.level is not None else ""))
    return Row(cells=tuple(cells))


def _words(text: str) -> Cell:
    return Cell(entries=(Entry(words=plain(text)),)) if text else Cell()


def _value_cell(words: str, value: object) -> Cell:
    number = _number(words, value)
    return Cell(entries=(Entry(words=plain(words)),), value=number.value if number else None) if words else Cell()


# ---------------------------------------------------------------------------------------------------- a line an item


def _rows(view: View, step: Result, found: ResultValue, rows: Sequence[ResultRow]) -> tuple[AnyBlock, ...]:
    numbers = [number for row in rows if (number := _number(row.words, row.value)) is not None]
    if step.look in ("bars", "radar") and numbers:
        return (_bars(view, step, rows, _before(found)),)
    if step.look == "curve" and numbers:
        return (_curve(view, step, rows),)
    if step.look == "lanes" and step.levels:
        return (_lanes(view, step, rows),)
    if step.look == "tree" and all(row.item.of for row in rows):
        return (_tree(view, step, rows),)
    if step.look == "matrix" and (plane := _plane(view, step, rows)) is not None:
        return (plane,)
    return (_table(view, step, rows),)


def _label(view: View, item: Item) -> str:
    return item.text or view.label(item.id)


_AT = r"value\s*([<>]=?)\s*(-?\d+(?:\.\d+)?)"
_SIDE = {"<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}


def _bars(view: View, step: Result, rows: Sequence[ResultRow], earlier: ResultValue | None) -> Bars:
    """The value as a length; the other figures and the level beside it; a line where a level begins."""
    first = 0 if step.value is not None else 1
    before = {row.item.id: row for row in earlier.rows} if earlier is not None else {}
    found = []
    for row in rows:
        span = (row.low, row.high) if isinstance(row.low, (int, float)) and isinstance(row.high, (int, float)) else None
        beside = [f"{figure.title} {figure.words}" for figure in row.figures[first:] if figure.words]
        if row.level is not None:
            beside.insert(0, view.text(row.level.title))
        found.append(
            Bar(
                title=_label(view, row.item),
                number=_number(row.words, row.value),
                place=str(row.place or "") if step.order == "falling" else "",
                note=" · ".join(beside),
                before=_number(then.words, then.value) if (then := before.get(row.item.id)) is not None else None,
                span=span,
            )
        )
    values = [number.value for bar in found for number in (bar.number, bar.before) if number] + [
        end for bar in found if bar.span for end in bar.span
    ]
    thresholds = tuple(_thresholds(view, step))
    unit = step.unit or next((figure.unit for figure in step.figures[:first]), "")
    low, high = _reach(step, [*values, *(threshold.value for threshold in thresholds)], unit)
    title = rows[0].figures[0].title if first and rows[0].figures else ""
    return Bars(
        rows=tuple(found),
        high=high,
        low=low,
        title=title,
        thresholds=thresholds,
        look="radar" if step.look == "radar" else "bars",
    )


def _thresholds(view: View, step: Result) -> Iterable[Threshold]:
    """The levels that are a plain comparison of the value with a number: which, and on which side of it. Levels that share
    a number share its mark."""
    unit = step.unit if step.value is not None else next((figure.unit for figure in step.figures), "")
    titles: dict[float, list[str]] = {}
    for level in step.levels:
        found = re.fullmatch(_AT, level.when.strip()) if level.when else None
        if found is not None:
            value = float(found[2])
            side = view.t(f"threshold.{_SIDE[found[1]]}", value=view.number(value, unit).drawn)
            titles.setdefault(value, []).append(f"{view.text(level.title)}: {side}")
    for value, said in titles.items():
        yield Threshold(value=value, title=" · ".join(said))


def _curve(view: View, step: Result, rows: Sequence[ResultRow]) -> Curve:
    points = tuple(
        Point(title=_label(view, row.item), number=_number(row.words, row.value), label=view.text(_title(row.level)))
        for row in rows
    )
    values = [point.number.value for point in points if point.number]
    low, high = min([*values, 0]), max([*values, 0])
    return Curve(title=view.title(step), low=low, high=high if high > low else low + 1, series=(Series(points=points),))


def _title(level: Level | None) -> str | dict[str, str]:
    return level.title if level is not None else ""


def _lanes(view: View, step: Result, rows: Sequence[ResultRow]) -> Piles:
    piles = []
    for level in step.levels:
        inside = [row for row in rows if row.level is not None and row.level.id == level.id]
        entries = tuple(Entry(words=plain(_label(view, row.item)), note=row.words, id=row.item.id) for row in inside)
        piles.append(Pile(title=view.text(level.title), text=view.text(level.text), entries=entries))
    return Piles(piles=tuple(piles), look="lanes")


POSITIONS = 10
"""So many positions an axis has, on which figures are placed."""


def _plane(view: View, step: Result, rows: Sequence[ResultRow]) -> MatrixPlot | None:
    """Rows by their first two figures; None where those are not numbers."""
    placed = [row for row in rows if len(row.figures) > 1 and all(_is_number(figure.value) for figure in row.figures[:2])]
    if not placed:
        return None
    first = placed[0].figures
    ends = [_ends([float(row.figures[at].value) for row in placed]) for at in (0, 1)]
    points = []
    for at, row in enumerate(placed):
        x, y = (_position(float(row.figures[n].value), *ends[n]) for n in (0, 1))
        said = ", ".join(f"{figure.title} {figure.words}" for figure in row.figures)
        level = view.text(_title(row.level))
        points.append(PlotPoint(letter=letter(at), title=_label(view, row.item), x=x, y=y, place=level, note=said))
    known = {id(row) for row in placed}
    unplaced = tuple(Entry(words=plain(_label(view, row.item))) for row in rows if id(row) not in known)
    axes = [
        Axis(
            title=first[n].title,
            low=view.number(ends[n][0], first[n].unit).drawn,
            high=view.number(ends[n][1], first[n].unit).drawn,
        )
        for n in (0, 1)
    ]
    return MatrixPlot(title=view.title(step), x=axes[0], y=axes[1], points=tuple(points), steps=POSITIONS, unplaced=unplaced)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min([*values, 0.0]), max(values)
    return low, high if high > low else low + 1


def _position(value: float, low: float, high: float) -> float:
    return round(1 + (value - low) / (high - low) * (POSITIONS - 1), 2)


def _tree(view: View, step: Result, rows: Sequence[ResultRow]) -> Tree:
    return Tree(title=view.title(step), nodes=tuple(_node(view, each) for each in branches(view.book, rows)))


def _node(view: View, branch: Branch) -> Node:
    row = branch.row
    if row is None:
        return Node(title=branch.title, id=branch.id, children=tuple(_node(view, each) for each in branch.branches))
    pairs = tuple(Pair(title=f.title, cell=_value_cell(f.words, f.value)) for f in row.figures if f.words)
    return Node(title=branch.title, id=branch.id, fields=pairs, note="" if pairs else row.words)


def _table(view: View, step: Result, rows: Sequence[ResultRow]) -> Table:
    figures = rows[0].figures
    with_value = step.value is not None
    with_level = any(row.level is not None for row in rows)
    columns = [Column(title="", weight=1.8)]
    if with_value:
        columns.append(Column(title=view.t("result.value"), kind="number"))
    for at, figure in enumerate(figures):
        numeric = all(_number(row.figures[at].words, row.figures[at].value) for row in rows if row.figures[at].words)
        columns.append(Column(title=figure.title, kind="number" if numeric else "text"))
    columns += [Column(title="", kind="choice", weight=1.4)] * with_level
    lines = []
    for row in rows:
        cells = [Cell(entries=(Entry(words=plain(_label(view, row.item)), id=row.item.id),))]
        if with_value:
            cells.append(_value_cell(row.words, row.value))
        cells += [_value_cell(figure.words, figure.value) for figure in row.figures]
        if with_level:
            cells.append(_words(view.text(_title(row.level))))
        lines.append(Row(cells=tuple(cells), id=row.item.id))
    return Table(columns=tuple(columns), groups=(RowGroup(rows=tuple(lines)),))


# ------------------------------------------------------------------------------------------------ what stands out


def headline(view: View, step: Result, at: str) -> tuple[Pair, ...]:
    if step.each is not None:
        return ()
    level = view.book.result(step, at).level
    if level is None:
        return ()
    return (pair(view.title(step), view.text(level.title, Scope(step=step.id, at=at))),)


def raw(view: View, step: Result) -> tuple[RawGroup, ...]:
    """Nothing: a result is never entered."""
    return ()
