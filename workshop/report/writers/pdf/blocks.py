"""Each kind of block as the data of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from workshop.report import document as d
from workshop.report import figures
from workshop.report.figures.svg import said as short
from workshop.report.figures.svg import size_of
from workshop.report.writers.pdf.measures import (
    A3,
    A4,
    BROKEN,
    IN_A_ROW,
    LANES,
    LETTERS,
    MARGIN,
    MM,
    NARROW,
    READABLE,
    SIDE_HEIGHT,
    SIDE_WIDTH,
    STAGES,
    TEXT_HEIGHT,
    TEXT_WIDTH,
)
from workshop.report.writers.pdf.pages import Data, Pages


def drawn(pages: Pages, block: d.AnyBlock, level: int) -> Iterator[Data]:
    """The block, in a chapter whose heading has this level."""
    yield from _DRAWERS[type(block)](pages, block, level)


def _heading(pages: Pages, block: d.Heading, level: int) -> Iterator[Data]:
    yield pages.heading(pages.own(d.text_of(block.words), 40), level + block.level, block.anchor)


def _paragraph(pages: Pages, block: d.Paragraph, level: int) -> Iterator[Data]:
    if block.words:
        yield {"k": "para", "words": pages.words(block.words), "role": block.role}


def _bullets(pages: Pages, block: d.Bullets, level: int) -> Iterator[Data]:
    if block.entries:
        yield {"k": "bullets", "entries": pages.entries(block.entries), "ordered": block.ordered}


def _pairs(pages: Pages, pairs: Iterable[d.Pair]) -> list[Data]:
    return [{"title": pages.own(pair.title, 20), "cell": pages.cell(pair.cell, 50)} for pair in pairs]


def _key_values(pages: Pages, block: d.KeyValues, level: int) -> Iterator[Data]:
    if block.pairs:
        yield {"k": "pairs", "pairs": _pairs(pages, block.pairs)}


def _quote(pages: Pages, block: d.Quote, level: int) -> Iterator[Data]:
    yield {"k": "quote", "words": pages.words(block.words, 50), "by": pages.own(block.by)}


def _notice(pages: Pages, block: d.Notice, level: int) -> Iterator[Data]:
    lead = pages.say("report.warning") if block.kind == "warning" else ""
    yield {"k": "notice", "words": pages.words(block.words), "lead": lead}


def _conclusion(pages: Pages, block: d.Conclusion, level: int) -> Iterator[Data]:
    found = []
    for one in block.figures:
        value = (one.number.drawn if one.number else one.drawn) or "…"
        found.append({"title": pages.own(one.title, 24), "value": pages.own(value, 20), "number": one.number is not None})
    yield {
        "k": "conclusion",
        "words": pages.words(block.words, 30),
        "figures": found,
        "text": [pages.words(each) for each in block.text],
        "next": pages.own(block.next),
    }


def _table(pages: Pages, block: d.Table, level: int) -> Iterator[Data]:
    total = sum(column.weight for column in block.columns) or 1
    # Letters of nine points: about two a millimetre, less the air about a cell.
    width = (SIDE_WIDTH if block.wide else TEXT_WIDTH) / MM
    rooms = [max(int(column.weight / total * width / 1.9) - 3, 5) for column in block.columns]
    groups = [
        {
            "title": pages.own(group.title, 40),
            "rows": [
                {
                    "cells": [pages.cell(cell, room) for cell, room in zip(row.cells, rooms, strict=False)],
                    "strong": row.strong,
                    "breaks": max((len(cell.text) for cell in row.cells), default=0) > BROKEN,
                }
                for row in group.rows
            ],
        }
        for group in block.groups
    ]
    table = {
        "k": "table",
        "columns": [
            {
                "title": pages.own(column.title, room),
                "note": pages.own(column.note, room),
                "right": column.align == "right",
                "weight": column.weight,
            }
            for column, room in zip(block.columns, rooms, strict=True)
        ],
        "groups": groups,
        "caption": pages.own(block.caption),
        "heads": block.heads,
        "titled": any(column.title or column.note for column in block.columns),
        "small": len(block.columns) > 5,
    }
    yield {"k": "wide", "blocks": [table]} if block.wide else table


def _curve(pages: Pages, block: d.Curve, level: int) -> Iterator[Data]:
    count = max((len(one.points) for one in block.series), default=0)
    if count:
        column = min(max(TEXT_WIDTH / LETTERS / count, 74), 160)
        svg = figures.curve(block, column=column, alone=True, named=True)
        if svg:
            yield {"k": "figure", **pages.drawing(svg, block.title, TEXT_WIDTH), "caption": pages.own(block.title)}


NOTE = 22
"""A note of more signs has no room in a column of its own."""


def _bars(pages: Pages, block: d.Bars, level: int) -> Iterator[Data]:
    if block.look == "radar" and figures.picture(block, pages.lang):
        svg = figures.radar(block, alone=True)
        yield {"k": "figure", **pages.drawing(svg, block.title, TEXT_WIDTH * 0.75), "caption": ""}
    before, noted = any(row.before for row in block.rows), any(row.note for row in block.rows)
    below = any(len(row.note) > NOTE for row in block.rows)  # too long for a column: under what it is about
    placed = any(row.place for row in block.rows)
    rows = []
    for at, row in enumerate(block.rows):
        figure = row.number.drawn if row.number else "–"
        rows.append(
            {
                "place": pages.own(row.place),
                "title": pages.own(row.title, 28),
                "bar": pages.strip(figures.bar(block, at), f"{row.title}: {figure}", 150, 18),
                "figure": pages.own(figure, 16),
                "before": pages.own(row.before.drawn, 12) if row.before else "",
                "note": pages.own(row.note, 18),
                "ahead": row.ahead,
                "last": row.ahead and at + 1 < len(block.rows) and not block.rows[at + 1].ahead,
            }
        )
    legend = [pages.own(each.title) for each in block.thresholds]
    if before:
        legend.append(pages.say("report.before"))
    shown = {"placed": placed, "before": before, "noted": noted and not below, "below": below}
    yield {"k": "bars", "rows": rows, "title": pages.own(block.title), "legend": legend, **shown}


def _ranking(pages: Pages, block: d.Ranking, level: int) -> Iterator[Data]:
    rows = [
        {
            "place": pages.own(row.place),
            "title": pages.own(row.title, 50),
            "figure": pages.own(row.number.drawn) if row.number else "",
            "note": pages.own(row.note, 20),
            "ahead": row.ahead,
        }
        for row in block.rows
    ]
    yield {"k": "ranking", "rows": rows, "title": pages.own(" · ".join(filter(None, (block.title, block.unit))))}


def _dots(pages: Pages, block: d.DotPlot, level: int) -> Iterator[Data]:
    named = dict(block.labels)
    ends = [pages.own(" ".join(filter(None, (short(end), named.get(end, "")))), 24) for end in (block.low, block.high)]
    rows = []
    for row in block.rows:
        said = ", ".join(f"{short(value)}: {many}" for value, many in row.counts)
        rows.append(
            {
                "title": pages.own(row.title, 26),
                "dots": pages.strip(figures.dots(row, block.low, block.high), f"{row.title}: {said}", 190, 30),
                "mean": pages.own(row.mean.drawn) if row.mean else "",
                "note": pages.own(row.note, 16),
            }
        )
    yield {"k": "dots", "rows": rows, "ends": ends, "mean": pages.say("report.mean"), "title": pages.own(block.title)}


def _matrix(pages: Pages, block: d.MatrixPlot, level: int) -> Iterator[Data]:
    corners = {corner.title: corner for corner in block.corners}
    legend = []
    for place in dict.fromkeys([*corners, *(point.place for point in block.points)]):
        inside = [
            {"letter": pages.own(point.letter), "title": pages.own(point.title, 30), "note": pages.own(point.note, 30)}
            for point in block.points
            if point.place == place
        ]
        if inside:
            title = place or (pages.say("report.elsewhere") if corners else "")
            advice = corners[place].text if place in corners else ""
            legend.append({"title": pages.own(title, 30), "advice": pages.own(advice, 40), "points": inside})
    yield {
        "k": "matrix",
        **pages.drawing(figures.matrix(block, alone=True), block.title, 95 * MM),
        "legend": legend,
        "unplaced": pages.entries(block.unplaced, 30),
        "unplaced_title": pages.say("report.unplaced"),
    }


def _tree(pages: Pages, block: d.Tree, level: int) -> Iterator[Data]:
    """The tree as a picture; one that is too high for a page in parts, each with the whole it belongs to; one that is too deep
    to be read on an upright page on its side."""
    deep = size_of(figures.tree(block))[0] * READABLE > TEXT_WIDTH
    across, down = (SIDE_WIDTH, SIDE_HEIGHT) if deep else (TEXT_WIDTH, TEXT_HEIGHT)
    parts = [
        {"k": "figure", **pages.drawing(figures.tree(part), block.title, across, down), "caption": ""}
        for part in figures.in_parts(block, across, down, LETTERS)
    ]
    if deep:
        yield {"k": "wide", "blocks": parts}
    else:
        yield from parts


def _piles(pages: Pages, block: d.Piles, level: int) -> Iterator[Data]:
    if block.look == "cycle" and block.piles:
        svg = figures.cycle(block, alone=True)
        yield {"k": "figure", **pages.drawing(svg, block.title, TEXT_WIDTH), "caption": ""}
        return
    across = 1 if block.look == "lanes" else min(len(block.piles), 3)
    room = (80, 38, 24)[across - 1]
    piles = [
        {
            "title": pages.own(pile.title, room - 4),
            "count": pages.own(pile.note) or str(len(pile.entries)),
            "text": pages.own(pile.text, room),
            "entries": pages.entries(pile.entries, room),
        }
        for pile in block.piles
    ]
    yield {"k": "piles", "piles": piles, "title": pages.own(block.title), "across": across}


def _log_row(pages: Pages, row: d.Decision | d.Action, longest: int) -> Data:
    linked = row.link if row.link in pages.anchors else ""
    return {
        "number": pages.own(row.number),
        "title": pages.own(row.title, 40),
        "from": pages.own(f"{pages.say('report.from')} {row.origin}", 40) if row.origin else "",
        "link": linked,
        "fields": [{"title": pages.own(p.title, 40), "cell": pages.cell(p.cell, 40)} for p in row.fields if p.cell.entries],
        "breaks": max(longest, len(row.title), *(len(p.cell.text) for p in row.fields), 0) > BROKEN,
    }


def _name(pages: Pages, name: str) -> Data:
    """A name is not divided, where it has room."""
    return {**pages.plain_cell(name, 18), "whole": all(len(part) <= 16 for part in name.split())}


def _decisions(pages: Pages, block: d.DecisionsTable, level: int) -> Iterator[Data]:
    columns: list[tuple[str, float, Callable[[d.Decision], Data]]] = []
    if any(row.why for row in block.rows):
        columns.append(("why", 1.6, lambda row: pages.plain_cell(row.why, 30)))
    if any(row.by for row in block.rows):
        columns.append(("by", 0.85, lambda row: _name(pages, row.by)))
    if any(row.review.entries for row in block.rows):
        columns.append(("review", 0.8, lambda row: pages.cell(row.review, 16)))
    rows = [
        {**_log_row(pages, row, len(row.why)), "cells": [made(row) for _, _, made in columns], "status": "", "mood": ""}
        for row in block.rows
    ]
    heads = [{"title": pages.say(f"report.decision.{key}"), "weight": weight} for key, weight, _ in columns]
    yield {"k": "log", "what": pages.say("report.decision.what"), "heads": heads, "rows": rows, "status": False}


def _actions(pages: Pages, block: d.ActionsTable, level: int) -> Iterator[Data]:
    rows: list[Data] = []
    for row in block.rows:
        gap: Data = {"e": []} if row.done else {"missing": True}
        cells = [
            _name(pages, row.owner) if row.owner else gap,
            pages.plain_cell(row.due_drawn, 16) if row.due_drawn else gap,
        ]
        mood = "done" if row.done else "late" if row.late else ""
        told = pages.say(f"report.action.{mood}") if mood else ""
        rows.append({**_log_row(pages, row, 0), "cells": cells, "status": told, "mood": mood})
    heads = [{"title": pages.say(f"report.action.{key}"), "weight": weight} for key, weight in (("owner", 0.8), ("due", 0.7))]
    status = any(row["status"] for row in rows)
    yield {"k": "log", "what": pages.say("report.action.what"), "heads": heads, "rows": rows, "status": status}


def _raw(pages: Pages, block: d.RawAnswers, level: int) -> Iterator[Data]:
    yield {
        "k": "rawhead",
        "level": min(level + 1, 6),
        "number": block.number,
        "title": pages.own(block.title, 40),
        "anchor": block.anchor,
        "question": pages.words(block.question, 70),
    }
    rows = all(_is_row(group) for group in block.groups)
    groups: list[Data] = []
    for group in block.groups:
        asked = any(one.question for one in group.questions)
        room = 50 if rows or asked else 75
        said: list[Data] = [
            {
                "question": pages.words(one.question, 22),
                "entries": pages.entries(one.entries, room),
                "breaks": sum(len(d.text_of(entry.words)) + 40 for entry in one.entries) > BROKEN,
            }
            for one in group.questions
        ]
        title = pages.own(group.title, 20 if rows else 60)
        groups.append({"title": title, "anchor": group.anchor, "questions": said, "breaks": any(one["breaks"] for one in said)})
    if rows:
        yield {"k": "rawrows", "groups": groups}
    else:
        yield from ({"k": "rawgroup", "group": group} for group in groups)


def _is_row(group: d.RawGroup) -> bool:
    """Whether what was said of a thing fits beside its name: the question stands above them all."""
    only = group.questions[0] if len(group.questions) == 1 else None
    return bool(group.title and only and not only.question and len(only.entries) <= IN_A_ROW)


def _journey(pages: Pages, block: d.JourneyMap, level: int) -> Iterator[Data]:
    first = 1
    for part in block.parts(STAGES):
        yield _map(pages, part, first)
        first += len(part.stages)


def _map(pages: Pages, part: d.JourneyMap, first: int) -> Data:
    """Stages across, numbered on from `first`. What page it gets is measured when it is set: A4 on its side where it can be
    read there, else A3."""
    count = len(part.stages) or 1
    small = count <= NARROW and len(part.lanes) <= NARROW
    across = (A4 if small else A3)[0] - 2 * MARGIN - LANES
    room = max(int(across / count / MM / 1.75) - 2, 8)
    stages: list[Data] = [
        {
            "at": str(at),
            "title": pages.own(stage.title, room - 3),
            "phase": pages.own(stage.phase, room),
            "star": stage.starred,
            "note": pages.own(stage.note, room),
        }
        for at, stage in enumerate(part.stages, first)
    ]
    lanes: list[Data] = []
    for lane in part.lanes:
        title = pages.own(lane.title, 13)
        if isinstance(lane, d.Curve):
            signs = [f"{'●' if at == 0 else '○'} {one.title}" for at, one in enumerate(lane.series) if one.title]
            legend = [pages.own(sign, 13) for sign in signs] if len(lane.series) > 1 else []
            drawn = figures.curve(lane, column=across / count / LETTERS, alone=True)
            curve = pages.drawing(drawn, lane.title, across) if drawn else None
            lanes.append({"title": title, "legend": legend, "curve": curve})
        else:
            lanes.append({"title": title, "cells": [pages.cell(cell, room) for cell in lane.cells]})
    return {
        "k": "map",
        "title": pages.own(part.title) if first > 1 else "",
        "small": small,
        "stages": stages,
        "lanes": lanes,
        "subject": _pairs(pages, part.subject),
        "star": pages.say("report.moment"),
    }


_DRAWERS: dict[type, Callable[[Pages, Any, int], Iterator[Data]]] = {
    d.Heading: _heading,
    d.Paragraph: _paragraph,
    d.Bullets: _bullets,
    d.KeyValues: _key_values,
    d.Quote: _quote,
    d.Notice: _notice,
    d.Conclusion: _conclusion,
    d.Table: _table,
    d.Curve: _curve,
    d.JourneyMap: _journey,
    d.Bars: _bars,
    d.Ranking: _ranking,
    d.DotPlot: _dots,
    d.MatrixPlot: _matrix,
    d.Tree: _tree,
    d.Piles: _piles,
    d.DecisionsTable: _decisions,
    d.ActionsTable: _actions,
    d.RawAnswers: _raw,
}
