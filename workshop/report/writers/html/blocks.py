"""The blocks that are words: paragraphs, lists, conclusions, the log, and every answer word for word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from workshop.report import document as d
from workshop.report.writers.common import labels
from workshop.report.writers.html import pictures, tables
from workshop.report.writers.html.page import Page, el, say_text

IN_A_ROW = 4
"""So many answers about a thing stand beside its name."""


def drawn(page: Page, block: d.AnyBlock) -> str:
    return DRAWERS[type(block)](page, block)


def heading(page: Page, block: d.Heading) -> str:
    return page.head(d.text_of(block.words), block.level, block.anchor)


def paragraph(page: Page, block: d.Paragraph) -> str:
    return el("p", page.words(block.words), "" if block.role == "plain" else block.role)


def bullets(page: Page, block: d.Bullets) -> str:
    return page.entries(block.entries, "ol" if block.ordered else "ul")


def key_values(page: Page, block: d.KeyValues) -> str:
    return page.pairs(block.pairs)


def quote(page: Page, block: d.Quote) -> str:
    return el("blockquote", page.said(block.words) + (say_text("footer", block.by) if block.by else ""))


def notice(page: Page, block: d.Notice) -> str:
    lead = say_text("strong", page.say("report.warning")) + " " if block.kind == "warning" else ""
    return el("div", lead + page.words(block.words), "notice warn" if block.kind == "warning" else "notice")


def conclusion(page: Page, block: d.Conclusion) -> str:
    parts = [el("p", page.words(block.words), "says")] if block.words else []
    if block.figures:
        rows = []
        for figure in block.figures:
            value = (figure.number.drawn if figure.number else figure.drawn) or "…"
            rows.append(el("div", say_text("dt", figure.title) + say_text("dd", value, "" if figure.number else "words")))
        parts.append(el("dl", "".join(rows)))
    parts += [el("p", page.words(text)) for text in block.text]
    if block.next:
        lead = say_text("span", f"→ {page.say('report.next')}:")
        parts.append(el("p", f"{lead} {say_text('strong', block.next)}", "next"))
    return el("div", "".join(parts), "conclusion")


def piles(page: Page, block: d.Piles) -> str:
    if block.look == "lanes" or (block.look == "cycle" and block.piles):
        return pictures.piles(page, block)
    found = [page.head(block.title)] if block.title else []
    columns = _columns(page, block)
    return "".join(found) + columns


def _columns(page: Page, block: d.Piles) -> str:
    found = []
    for pile in block.piles:
        count = say_text("span", pile.note or str(len(pile.entries)), "count")
        head = el(f"h{min(page.level + 1, 6)}", f"{say_text('span', pile.title)} {count}", "label")
        advice = say_text("p", pile.text) if pile.text else ""
        inside = page.entries(pile.entries, css="") if pile.entries else ""
        found.append(el("div", head + advice + inside, "pile" if pile.entries else "pile empty"))
    return el("div", "".join(found), "piles")


# ------------------------------------------------------------------------------------------------------------ the log


def decisions(page: Page, block: d.DecisionsTable) -> str:
    say, rows = page.say, block.rows
    names = labels(row.fields for row in rows)
    shown: list[tuple[str, str, Callable[[d.Decision], str]]] = []
    if any(row.why for row in rows):
        shown.append((say("report.decision.why"), "long", lambda row: page.said(row.why) if row.why else ""))
    if any(row.by for row in rows):
        shown.append((say("report.decision.by"), "", lambda row: page.said(row.by) if row.by else ""))
    if any(row.review.entries for row in rows):
        shown.append((say("report.decision.review"), "when", lambda row: page.cell(row.review)))
    lines = [
        el(
            "tr",
            _what(page, row.number, row.title, row.origin, row.link)
            + "".join(_labelled(title, value(row), css) for title, css, value in shown)
            + _named(page, row.fields, names),
            id=row.id,
        )
        for row in rows
    ]
    head = [say("report.decision.what"), *(title for title, _, _ in shown), *names]
    return _log(page, head, lines, say("report.chapter.decisions"))


def actions(page: Page, block: d.ActionsTable) -> str:
    say = page.say
    names = labels(row.fields for row in block.rows)
    what, owner, due = (say(f"report.action.{key}") for key in ("what", "owner", "due"))
    lines = []
    for row in block.rows:
        gap = "" if row.done else page.missing()
        day = say_text("span", row.due_drawn) if row.due_drawn else gap
        if row.done:
            day += say_text("span", f" ✓ {say('report.action.done')}")
        elif row.late:
            day += " " + say_text("span", say("report.action.late"), "late")
        cells = _what(page, row.number, row.title, row.origin, row.link)
        cells += _labelled(owner, page.said(row.owner) if row.owner else gap) + _labelled(due, day, "when")
        lines.append(el("tr", cells + _named(page, row.fields, names), "done" if row.done else "", id=row.id))
    return _log(page, [what, owner, due, *names], lines, say("report.chapter.actions"))


def _log(page: Page, head: Sequence[str], rows: Iterable[str], title: str) -> str:
    titles = el("th", scope="col") + "".join(say_text("th", each, scope="col") for each in head)
    table = el("thead", el("tr", titles)) + el("tbody", "".join(rows))
    return page.region("log", title, el("table", table, aria_label=title))


def _what(page: Page, number: str, title: str, origin: str, link: str) -> str:
    """The number, and what it is with where it came from."""
    source = ""
    if origin:
        name = say_text("a", origin, href=f"#{link}") if link else say_text("span", origin)
        source = el("span", say_text("span", page.say("report.from")) + " " + name, "from")
    return say_text("td", number, "number") + el("th", page.said(title) + source, "what", scope="row")


def _labelled(title: str, inside: str, css: str = "") -> str:
    """A cell that says what it is where there is no room for a head."""
    return el("td", el("div", inside) if inside else "", css, data_label=title if inside else "")


def _named(page: Page, pairs: Sequence[d.Pair], names: Sequence[str]) -> str:
    by_title = {pair.title: pair.cell for pair in pairs}
    return "".join(_labelled(name, page.cell(by_title[name]) if name in by_title else "") for name in names)


# ----------------------------------------------------------------------------------------------------- word for word


def raw(page: Page, block: d.RawAnswers) -> str:
    parts = [page.head(block.title, 1, block.anchor, say_text("span", block.number, "number"))]
    if block.question:
        parts.append(el("p", page.words(block.question), "question"))
    in_rows = all(_is_row(group) for group in block.groups)
    for group in block.groups:
        if in_rows:
            label = el("p", page.said(group.title), "question")
            parts.append(el("div", label + _answers(page, group.questions[0]), "asked row", id=group.anchor))
            continue
        if group.title:
            parts.append(page.head(group.title, 2, group.anchor))
        asked = any(question.question for question in group.questions)
        for question in group.questions:
            head = el("p", page.words(question.question), "question") if asked else ""
            parts.append(el("div", head + _answers(page, question), "asked" if asked else ""))
    return el("div", "".join(parts), "answers")


def _is_row(group: d.RawGroup) -> bool:
    """Whether what was said of a thing fits beside its name: the question stands above them all."""
    only = group.questions[0] if len(group.questions) == 1 else None
    return bool(group.title and only and not only.question and len(only.entries) <= IN_A_ROW)


def _answers(page: Page, question: d.RawQuestion) -> str:
    lines = []
    for entry in question.entries:
        added = " · ".join(filter(None, (entry.by, entry.note)))
        tail = say_text("span", added, "by") if added else ""
        lines.append(el("li", page.said(entry.words) + tail, "under" if entry.level else ""))
    return el("ul", "".join(lines))


DRAWERS: dict[type, Callable[[Page, Any], str]] = {
    d.Heading: heading,
    d.Paragraph: paragraph,
    d.Bullets: bullets,
    d.KeyValues: key_values,
    d.Quote: quote,
    d.Notice: notice,
    d.Conclusion: conclusion,
    d.Piles: piles,
    d.DecisionsTable: decisions,
    d.ActionsTable: actions,
    d.RawAnswers: raw,
    d.Table: tables.table,
    d.JourneyMap: tables.journey,
    d.Curve: pictures.curve,
    d.Bars: pictures.bars,
    d.Ranking: pictures.ranking,
    d.DotPlot: pictures.dots,
    d.MatrixPlot: pictures.matrix,
    d.Tree: pictures.tree,
}
