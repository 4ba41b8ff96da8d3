"""What was logged, whichever step it was caught in: decisions, actions, what was parked, the facilitator's notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from workshop.report import values
from workshop.report.document import (
    Action,
    ActionsTable,
    AnyBlock,
    Bullets,
    Cell,
    Chapter,
    ChapterKind,
    Decision,
    DecisionsTable,
    Entry,
    Pair,
    RawAnswers,
    RawGroup,
    RawQuestion,
    Remark,
    plain,
)
from workshop.report.view import View, joined
from workshop.scenario.kinds.actions import Actions
from workshop.scenario.kinds.decisions import Decisions
from workshop.scenario.kinds.list import ListStep
from workshop.session.carried import is_carried, said
from workshop.session.model import LOGS, Item
from workshop.session.scope import Scope

OWN = {
    "actions": ("owner", "due", "done"),
    "decisions": ("why", "decided_by", "review"),
    "parked": ("owner", "due"),
    "notes": (),
}
WORDS = {
    "owner": "action.owner",
    "due": "action.due",
    "done": "action.done",
    "why": "decision.why",
    "decided_by": "decision.by",
    "review": "decision.review",
    "answer": "parked.answer",
}

OURS = frozenset({"step", "kept", "earlier", "said", "was"})
"""What the program keeps with them for itself."""

Link = Callable[[str], str]
"""The anchor of a step's own part of the report; "" where it has none."""


def logged(view: View, log: str) -> list[Item]:
    """The items of a log that this edition shows, in the order they were said. What was agreed last time and is done by now
    stands with the rest of last time's."""
    known: Iterable[Item] = getattr(view.session, log).values()
    if log == "actions":
        known = [item for item in known if not (is_carried(item) and item.get("done"))]
    return [item for item in known if view.shows_item(item) and _step_shows(view, item)]


def _step_shows(view: View, item: Item) -> bool:
    """What was made in a step that fell away or is left out falls away with it; what was caught there stays."""
    step = view.scenario.step_by_id.get(str(item.get("step", "")))
    return not isinstance(step, Actions | Decisions) or view.shows_step(step, item.at)


# ------------------------------------------------------------------------------------------------------------ chapters


def decisions(view: View, link: Link) -> Chapter | None:
    items = logged(view, "decisions")
    if not items:
        return None
    rows = []
    for number, item in enumerate(items, 1):
        origin, anchor = _origin(view, item, link)
        rows.append(
            Decision(
                id=item.id,
                number=view.t("decision.number", n=number),
                title=item.text,
                why=_text(view, item.get("why")),
                by=_who(view, item.get("decided_by")),
                review=_day_cell(view, item.get("review")),
                fields=_fields(view, item),
                origin=origin,
                link=anchor,
            )
        )
    return _chapter(view, "decisions", DecisionsTable(rows=tuple(rows)))


def actions(view: View, link: Link) -> Chapter | None:
    rows = action_rows(view, link)
    if not rows:
        return None
    return _chapter(view, "actions", ActionsTable(rows=rows))


def action_rows(view: View, link: Link) -> tuple[Action, ...]:
    """By day: the first due first, those without a day last, in the order they were said; what is done after all."""
    items = logged(view, "actions")
    items.sort(key=lambda item: (bool(item.get("done")), _day(item.get("due")) is None, _day(item.get("due")) or date.min))
    rows = []
    for number, item in enumerate(items, 1):
        due, done = _day(item.get("due")), bool(item.get("done"))
        origin, anchor = _origin(view, item, link)
        rows.append(
            Action(
                id=item.id,
                number=view.t("action.number", n=number),
                title=item.text,
                owner=_who(view, item.get("owner")),
                due=due,
                due_drawn=view.day(due) if due else _text(view, item.get("due")),
                done=done,
                late=view.today is not None and due is not None and due < view.today and not done,
                fields=_fields(view, item),
                origin=origin,
                link=anchor,
            )
        )
    return tuple(rows)


def parked(view: View, link: Link) -> Chapter | None:
    items = logged(view, "parked")
    if not items:
        return None
    entries = []
    for item in items:
        origin, _ = _origin(view, item, link)
        due, answer = _day(item.get("due")), _text(view, item.get("answer"))
        parts = [_who(view, item.get("owner")), view.day(due) if due else "", f"{view.t('from')} {origin}" if origin else ""]
        parts.append(view.t("parked.done") if item.get("done") and not answer else "")
        entries.append(Entry(words=plain(item.text), note=", ".join(filter(None, parts)), id=item.id))
        if answer:
            entries.append(Entry(words=plain(answer), note=view.t("parked.answer"), level=1))
    return _chapter(view, "parked", Bullets(entries=tuple(entries)))


def notes(view: View, link: Link) -> Chapter | None:
    """What the facilitator wrote down on the way: for the own use only."""
    items = logged(view, "notes") if view.internal else []
    if not items:
        return None
    entries = []
    for item in items:
        origin, _ = _origin(view, item, link)
        entries.append(Entry(words=plain(item.text), note=f"{view.t('from')} {origin}" if origin else "", id=item.id))
    return _chapter(view, "notes", Bullets(entries=tuple(entries)))


def remarks(view: View) -> Iterator[Remark]:
    rows = [row for row in action_rows(view, lambda step: "") if not row.done]
    for kind, n in (("no_owner", sum(not row.owner for row in rows)), ("no_date", sum(not row.due_drawn for row in rows))):
        if n:
            yield Remark(kind=kind, text=view.t(f"remark.{kind}", n=n), anchor="actions")  # type: ignore[arg-type]


def _chapter(view: View, kind: ChapterKind, block: AnyBlock) -> Chapter:
    return Chapter(kind=kind, title=view.t(f"chapter.{kind}"), anchor=view.anchor(kind), blocks=(block,))


# ------------------------------------------------------------------------------------------------------------- details


def _origin(view: View, item: Item, link: Link) -> tuple[str, str]:
    """Where it came from: the step it was caught in; for what a step of its own gathered, what it is about."""
    if is_carried(item):
        day = said(item)
        return (view.t("since", day=view.day(day)) if day else view.t("last_time.then")), ""
    step = view.scenario.step_by_id.get(str(item.get("step", "")))
    if step is None:
        return "", ""
    if not isinstance(step, Actions | Decisions):
        at_hand = [label for id in item.src if view.shows(id) and (label := view.label(id)) and label != item.text]
        return ", ".join([view.title(step), *at_hand]), link(step.id)
    for id in (item.of, *item.src):
        source = view.book.item(id)
        if source is not None and source.of and (about := view.label(source.of)):
            return about, ""
        if source is not None and source.text != item.text:
            return view.label(source.id), ""
    return "", ""


def _fields(view: View, item: Item) -> tuple[Pair, ...]:
    """What its step asks of each beside what every action or decision has."""
    step = view.scenario.step_by_id.get(str(item.get("step", "")))
    if not isinstance(step, ListStep):
        return ()
    scope = Scope(step=step.id, at=item.at, of=item.of, by=item.by, item=item.id)
    pairs = []
    for field in step.fields:
        if view.shows_field(step, field.id) and field.id not in WORDS:
            said = values.entries(view, field, item.fields, scope)
            if said:
                pairs.append(Pair(title=view.text(field.title), cell=Cell(entries=said)))
    return tuple(pairs)


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _day_cell(view: View, value: Any) -> Cell:
    day = _day(value)
    text = view.day(day) if day is not None else _text(view, value)
    return Cell(entries=(Entry(words=plain(text)),), value=day) if text else Cell()


def _text(view: View, value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, bool):
        return view.t("yes")
    if isinstance(value, date):
        return view.day(value)
    if isinstance(value, (list, tuple)):
        return joined([_text(view, each) for each in value])
    if isinstance(value, (int, float)):
        return view.number(value).drawn
    return str(value)


def _who(view: View, value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (_who(view, each) for each in value)))
    return view.owner(_text(view, value))


# ------------------------------------------------------------------------------------------------------- word for word


def raw(view: View, number: str) -> RawAnswers | None:
    """What was caught from other screens on the way, word for word."""
    groups = []
    for log in LOGS:
        if log == "evaluation" or (log == "notes" and not view.internal):
            continue  # the words of the evaluation stand whole in its own chapter
        own = [item for item in logged(view, log) if not isinstance(_home(view, item), Actions | Decisions)]
        entries = [entry for item in own for entry in _raw_item(view, item)]
        if entries:
            title = view.t(f"chapter.{log}")
            groups.append(RawGroup(title=title, questions=(RawQuestion(entries=tuple(entries)),)))
    if not groups:
        return None
    return RawAnswers(anchor=view.anchor("raw", "caught"), number=number, title=view.t("caught"), groups=tuple(groups))


def _home(view: View, item: Item) -> object:
    return view.scenario.step_by_id.get(str(item.get("step", "")))


def _raw_item(view: View, item: Item) -> Iterator[Entry]:
    step = view.scenario.step_by_id.get(str(item.get("step", "")))
    note = f"{view.t('from')} {view.title(step)}" if step is not None else ""
    yield Entry(words=plain(item.text), note=note, id=item.id)
    yield from raw_fields(view, item, set())


def raw_fields(view: View, item: Item, but: set[str]) -> Iterator[Entry]:
    """What is kept with a logged item beside the fields of its step, each by its name; a key nobody knows by its own."""
    for name, value in item.fields.items():
        text = view.owner(_text(view, value)) if name in ("owner", "decided_by") else _text(view, value)
        if name not in OURS and name not in but and text:
            title = view.t(WORDS[name]) if name in WORDS else name
            yield Entry(words=plain(text), note=title, level=1)
