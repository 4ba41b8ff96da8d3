"""Tables and the journey map."""

from __future__ import annotations

from workshop.report import document as d
from workshop.report import figures
from workshop.report.writers.html.page import STAGES_ACROSS, Page, el, say_text


def table(page: Page, block: d.Table) -> str:
    columns = block.columns
    total = sum(column.weight for column in columns) or 1
    cols = "".join(el("col", open=True, width=f"{round(column.weight * 100 / total)}%") for column in columns)
    head = []
    for column in columns:
        note = say_text("span", column.note, "note") if column.note else ""
        head.append(el("th", say_text("span", column.title) + note, _css(column), scope="col"))
    rows = []
    for group in block.groups:
        if group.title:
            title = say_text("th", group.title, colspan=str(len(columns)), scope="colgroup")
            rows.append(el("tr", title, "group"))
        for row in group.rows:
            cells = []
            for at, (column, cell) in enumerate(zip(columns, row.cells, strict=False)):
                names_row = at == 0 and block.heads
                scope = "row" if names_row else ""
                cells.append(el("th" if names_row else "td", page.cell(cell), _css(column), scope=scope))
            rows.append(el("tr", "".join(cells), "strong" if row.strong else ""))
    inside = [say_text("caption", block.caption)] if block.caption else []
    titled = any(column.title or column.note for column in columns)
    top = el("thead", el("tr", "".join(head))) if titled else ""
    inside += [el("colgroup", cols), top, el("tbody", "".join(rows))]
    title = block.caption or (columns[0].title if columns else "")
    before = el("figure", figures.calendar(block, page.source.lang), "drawn months") if block.look == "calendar" else ""
    many = f"cols-{min(len(columns), 12)}" + " many" * (len(columns) > 6)
    return before + page.region("table broad" if block.wide else "table", title, el("table", "".join(inside), many))


def _css(column: d.Column) -> str:
    return "right" if column.align == "right" else ""


def journey(page: Page, block: d.JourneyMap) -> str:
    parts = [page.pairs(block.subject)] if block.subject else []
    first = 1
    for part in block.parts(STAGES_ACROSS):
        parts.append(_map(page, part, first))
        first += len(part.stages)
    return "".join(parts)


def _map(page: Page, part: d.JourneyMap, first: int) -> str:
    """Stages across, numbered on from `first`; the curve spans their columns, which are therefore of equal width."""
    count = len(part.stages)
    head = [el("th", scope="col")]
    for at, stage in enumerate(part.stages, first):
        phase = say_text("span", stage.phase, "phase") if stage.phase else ""
        star = say_text("span", "★", "star", title=page.say("report.moment")) + " " if stage.starred else ""
        title = say_text("span", str(at), "at") + star + say_text("span", stage.title) + page.note(stage.note)
        head.append(el("th", phase + title, scope="col"))
    rows = []
    for lane in part.lanes:
        title = say_text("th", lane.title, scope="row")
        if isinstance(lane, d.Curve):
            if len(lane.series) > 1:
                signs = (f"{'●' if at == 0 else '○'} {one.title}" for at, one in enumerate(lane.series))
                legend = "".join(say_text("span", sign, "note") for sign in signs)
                title = el("th", say_text("span", lane.title) + legend, scope="row")
            rows.append(el("tr", title + el("td", figures.curve(lane), "curve", colspan=str(count))))
        else:
            rows.append(el("tr", title + "".join(el("td", page.cell(cell)) for cell in lane.cells)))
    css = f"stages-{min(count, STAGES_ACROSS)}" + " few" * (count <= 3) + " roomy" * (count <= 5)
    inside = el("colgroup", el("col", "", "lanes", open=True) + el("col", open=True, span=str(count)))
    inside += el("thead", el("tr", "".join(head))) + el("tbody", "".join(rows))
    return page.region("broad map", part.title, el("table", inside, css))
