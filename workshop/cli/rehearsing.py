"""What `workshop rehearse` prints: the day step by step, then what there is to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.note import Note
from workshop.scenario.timing import SITTING
from workshop.session.rehearsal import UNTIMED, Block, Rehearsal, Untaken, record

_COLUMNS = ("time", "step", "planned", "least", "took", "late", "rows")
FIGURES = range(2, len(_COLUMNS))
NARROW = ((72, "rows"), (62, "least"))
"""On a terminal with fewer columns than this, that one is left out."""


def rows(rehearsal: Rehearsal, width: int | None = None) -> list[tuple[str, ...]]:
    """A row a step, the names of the columns first. `width`: the columns of the terminal; None: room for all."""
    left_out = {name for least, name in NARROW if width is not None and width < least}
    shown = [at for at, name in enumerate(_COLUMNS) if name not in left_out]
    whole = [tuple(t(f"rehearse.column.{name}") for name in _COLUMNS), *(_row(rehearsal, block) for block in rehearsal.blocks)]
    return [tuple(row[at] for at in shown) for row in whole]


def _row(rehearsal: Rehearsal, block: Block) -> tuple[str, ...]:
    step = rehearsal.book.scenario.step_by_id[block.stop.step]
    planned = "" if block.planned is None else _whole(block.planned)
    is_pause = isinstance(step, Note) and step.pause
    if is_pause or step.fixed:
        least = t("rehearse.row.pause" if is_pause else "rehearse.row.fixed")
    elif step.optional:
        least = t("rehearse.row.optional")
    else:
        least = _whole(block.least) if block.planned else ""
    late = round(block.late)
    each = t("rehearse.row.each", n=block.rows, minutes=language.number(block.each, digits=1)) if block.each else ""
    behind = f"{late:+d}" if late else ""
    return _clock(block.start), title(rehearsal, block), planned, least, str(round(block.took)), behind, each


def title(rehearsal: Rehearsal, block: Block) -> str:
    """The step as the agenda names it, with its round and the item of its section where there are several."""
    book = rehearsal.book
    found = book.text(book.scenario.step_by_id[block.stop.step].title)
    if block.round > 1:
        found = t("rehearse.row.round", title=found, n=block.round)
    return f"{found} · {book.label(block.stop.at)}" if block.stop.at else found


def said(rehearsal: Rehearsal) -> Iterator[str]:
    """What there is to know of the day, a sentence each."""
    r = rehearsal
    shown = {"end": _clock(r.end), "planned": _clock(r.planned_end), "least": _clock(r.earliest_end)}
    yield t("rehearse.say.end", **shown)
    late = round(r.late)
    yield t("rehearse.say.late" if late > 0 else "rehearse.say.early", n=abs(late)) if late else t("rehearse.say.on_time")
    if r.first_late is not None:
        clock, behind = _clock(r.first_late.start), round(r.first_late.late)
        yield t("rehearse.say.first_late", clock=clock, title=title(r, r.first_late), n=behind)
        yield from _to_do(r)
    if r.hard_end is not None:
        yield _against(r, r.hard_end)
    name = r.book.text(r.book.scenario.step_by_id[r.sits_to].title) if r.sits_to else ""
    if name and not r.book.session.alone:
        key = "sitting_long" if r.sits_too_long else "sitting"
        yield t(f"rehearse.say.{key}", n=round(r.longest_sitting), title=name, limit=SITTING)
    for block in r.hurried:
        yield t("rehearse.say.hurried", title=title(r, block), n=block.rows, minutes=_whole(block.planned or 0))
    if r.untimed:
        yield t("rehearse.say.untimed", n=r.untimed, minutes=_whole(UNTIMED))
    for block in r.blocks:
        if block.blocked:
            yield t("rehearse.say.blocked", title=title(r, block), words=block.blocked)
    yield from (_untaken(r, one) for one in r.untaken)
    things = [t(f"rehearse.record.{name}", n=n) for name, n in record(r.book)._asdict().items() if n]
    yield t("rehearse.say.record", things=", ".join(things)) if things else t("rehearse.say.record_empty")


def _to_do(r: Rehearsal) -> Iterator[str]:
    """How the group could have caught up, each way with the end it leads to."""
    for offer in r.offers:
        if offer.change is None:
            continue
        ends = _clock(offer.ends)
        if offer.kind == "shorten":
            yield t("rehearse.say.shorten", end=ends)
        elif offer.kind == "pay":
            yield t("rehearse.say.pay", steps=_named(r, [cut.id for cut in offer.cuts]), end=ends)
        else:
            yield t("rehearse.say.drop", steps=_named(r, offer.dropped), end=ends)


def _named(r: Rehearsal, ids: Iterable[str]) -> str:
    """Steps and sections by their titles."""
    scenario = r.book.scenario
    parts = (scenario.step_by_id.get(id) or scenario.section_by_id[id] for id in ids)
    return ", ".join(t("rehearse.say.title", title=r.book.text(part.title)) for part in parts)


def _against(r: Rehearsal, end: datetime) -> str:
    if r.earliest_end > end:
        return t("rehearse.say.never", least=_clock(r.earliest_end), end=_clock(end))
    over = round((r.end - end).total_seconds() / 60)
    return t("rehearse.say.over" if over > 0 else "rehearse.say.within", n=abs(over), end=_clock(end))


def _untaken(r: Rehearsal, one: Untaken) -> str:
    title = r.book.text(r.book.scenario.step_by_id[one.step].title)
    return t("rehearse.say.untaken_when" if one.when else "rehearse.say.untaken", title=title, when=one.when)


def _clock(when: datetime) -> str:
    return language.clock(when.astimezone())


def _whole(minutes: float) -> str:
    """Whole minutes; of a short time a tenth more exactly."""
    return language.number(minutes, digits=0 if minutes >= 2 else 1).removesuffix(".0").removesuffix(",0")


def as_data(rehearsal: Rehearsal, seed: str) -> dict[str, Any]:
    """The same for JSON: times with their zone, minutes as numbers."""
    r = rehearsal

    def when(moment: datetime) -> str:
        return moment.astimezone().isoformat()

    return {
        "scenario": r.book.scenario.id,
        "seed": seed,
        "language": r.book.session.lang,
        "people": len(r.book.session.present),
        "start": when(r.start),
        "end": when(r.end),
        "planned_end": when(r.planned_end),
        "earliest_end": when(r.earliest_end),
        "hard_end": when(r.hard_end) if r.hard_end is not None else None,
        "late": round(r.late, 1),
        "over": round((r.end - r.hard_end).total_seconds() / 60, 1) if r.hard_end is not None else None,
        "longest_sitting": round(r.longest_sitting, 1),
        "steps": [
            {
                "step": block.stop.step,
                "at": block.stop.at or None,
                "round": block.round,
                "title": title(r, block),
                "start": when(block.start),
                "planned": block.planned,
                "least": block.least,
                "took": round(block.took, 1),
                "late": round(block.late, 1),
                "rows": block.rows,
                "each": round(block.each, 2) if block.each is not None else None,
                "blocked": block.blocked or None,
            }
            for block in r.blocks
        ],
        "droppable": [block.stop.step for block in r.droppable],
        "offers": [
            {"kind": offer.kind, "end": when(offer.ends), "steps": [*offer.dropped, *(cut.id for cut in offer.cuts)]}
            for offer in r.offers
            if offer.change is not None
        ],
        "hurried": [block.stop.step for block in r.hurried],
        "untaken": [{"step": one.step, "when": one.when or None} for one in r.untaken],
        "record": record(r.book)._asdict(),
    }
