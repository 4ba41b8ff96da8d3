"""Curves, bars, dots, the matrix and the tree: drawn as SVG, with the words beside it the page's own, so that they wrap."""

from __future__ import annotations

from workshop.report import document as d
from workshop.report import figures
from workshop.report.writers.common import short
from workshop.report.writers.html.page import Page, el, say_text


def curve(page: Page, block: d.Curve) -> str:
    points = block.series[0].points if block.series else ()
    names = el("ol", "".join(say_text("li", point.title) for point in points), aria_hidden="true")
    signs = ("──", "···")
    legend = [f"{signs[min(at, 1)]} {one.title}" for at, one in enumerate(block.series)] if len(block.series) > 1 else []
    caption = say_text("figcaption", " · ".join(filter(None, (block.title, *legend))))
    return el("figure", caption + el("div", figures.curve(block) + names, "across"), "curves")


def bars(page: Page, block: d.Bars) -> str:
    """Lengths in a table; a profile drawn round a middle stands beside them."""
    lengths = _lengths(page, block)
    if not figures.has_radar(block):
        return lengths
    return el("div", el("figure", figures.radar(block), "drawn") + lengths, "profile")


def _lengths(page: Page, block: d.Bars) -> str:
    rows_ = block.rows
    placed, noted = any(row.place for row in rows_), any(row.note for row in rows_)
    before = any(row.before for row in rows_)
    rows = []
    for at, row in enumerate(rows_):
        last_ahead = row.ahead and at + 1 < len(rows_) and not rows_[at + 1].ahead
        cells = [say_text("td", row.place, "place")] if placed else []
        cells.append(say_text("th", row.title, scope="row"))
        cells.append(el("td", figures.bar(block, at), "picture"))
        cells.append(say_text("td", row.number.drawn if row.number else "–", "figure"))
        if before:
            cells.append(say_text("td", row.before.drawn if row.before else "", "was"))
        if noted:
            cells.append(say_text("td", row.note, "note"))
        rows.append(el("tr", "".join(cells), " ".join(["ahead"] * row.ahead + ["line"] * last_ahead)))
    caption = say_text("caption", block.title) if block.title else ""
    legend = [say_text("li", each.title) for each in block.thresholds]
    if before:
        legend.append(say_text("li", page.say("report.before"), "was"))
    under = el("ul", "".join(legend), "legend") if legend else ""
    return el("figure", el("table", caption + el("tbody", "".join(rows))) + under, "bars" if placed else "bars unplaced")


def ranking(page: Page, block: d.Ranking) -> str:
    rows = []
    for row in block.rows:
        what = el("span", say_text("span", row.title) + page.note(row.note), "what")
        figure = page.note(row.number.drawn) if row.number else ""
        rows.append(el("li", say_text("span", row.place, "place") + what + figure, "ahead" if row.ahead else ""))
    caption = " · ".join(filter(None, (block.title, block.unit)))
    return (say_text("p", caption, "soft") if caption else "") + el("ol", "".join(rows), "ranking")


def dots(page: Page, block: d.DotPlot) -> str:
    named = dict(block.labels)
    low, high = (" ".join(filter(None, (short(value), named.get(value, "")))) for value in (block.low, block.high))
    ends = el("span", say_text("span", low) + say_text("span", high), "ends")
    head = el("th", scope="col") + el("th", ends, "picture", scope="col")
    head += say_text("th", page.say("report.mean"), "mean", scope="col") + el("th")
    rows = []
    for row in block.rows:
        said = ", ".join(f"{short(value)}: {many}" for value, many in row.counts)
        cells = say_text("th", row.title, scope="row")
        cells += el("td", figures.dots(row, block.low, block.high), "picture", aria_label=said)
        cells += say_text("td", row.mean.drawn if row.mean else "", "mean") + say_text("td", row.note, "note")
        rows.append(el("tr", cells))
    caption = say_text("caption", block.title) if block.title else ""
    return el("figure", el("table", caption + el("thead", el("tr", head)) + el("tbody", "".join(rows))), "dots")


def matrix(page: Page, block: d.MatrixPlot) -> str:
    corners = {corner.title: corner for corner in block.corners}
    head = f"h{min(page.level + 1, 6)}"
    legend = []
    for place in dict.fromkeys([*corners, *(point.place for point in block.points)]):
        inside = [point for point in block.points if point.place == place]
        if not inside:
            continue
        if place or corners:
            legend.append(say_text(head, place or page.say("report.elsewhere"), "label"))
        if place in corners and corners[place].text:
            legend.append(say_text("p", corners[place].text, "advice"))
        lines = []
        for point in inside:
            title = el("span", say_text("span", point.title) + page.note(point.note))
            lines.append(el("li", say_text("span", point.letter, "letter") + title))
        legend.append(el("ol", "".join(lines)))
    if block.unplaced:
        legend.append(say_text(head, page.say("report.unplaced"), "label") + page.entries(block.unplaced))
    return el("figure", el("div", figures.matrix(block)) + el("div", "".join(legend)), "plot")


def piles(page: Page, block: d.Piles) -> str:
    """A ring or bands, where that says more than columns."""
    if block.look == "cycle":
        title = page.head(block.title) if block.title else ""
        return title + el("figure", figures.cycle(block), "drawn ring")
    title = page.head(block.title) if block.title else ""
    rows = []
    for pile in block.piles:
        head = say_text("span", pile.title) + page.note(pile.note)
        head += say_text("span", pile.text, "advice") if pile.text else ""
        inside = page.entries(pile.entries, css="") if pile.entries else say_text("span", "–", "note")
        rows.append(el("tr", el("th", head, scope="row") + el("td", inside)))
    return title + el("table", el("tbody", "".join(rows)), "lanes")


def tree(page: Page, block: d.Tree) -> str:
    return el("div", "".join(_branch(page, node) for node in block.nodes), "tree")


def _branch(page: Page, node: d.Node) -> str:
    """A node with its parts at its right."""
    parts = [el("li", _branch(page, child) if child.children else _leaf(page, child)) for child in node.children]
    right = el("ul", "".join(parts), "parts") if parts else ""
    whole = el("div", page.said(node.title) + page.note(node.note) + _fields(page, node), "whole")
    return el("div", whole + right, "branch" if parts else "branch single")


def _leaf(page: Page, node: d.Node) -> str:
    return el("div", page.said(node.title) + page.note(node.note), "part-title") + _fields(page, node)


def _fields(page: Page, node: d.Node) -> str:
    rows = [
        el("div", say_text("dt", pair.title) + el("dd", ", ".join(page.said(entry.words) for entry in pair.cell.entries)))
        for pair in node.fields
        if pair.cell.entries
    ]
    return el("dl", "".join(rows)) if rows else ""
