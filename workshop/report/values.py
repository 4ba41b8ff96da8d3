"""An answer to a field as it is drawn: one voice's, or that of several together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from workshop.report.document import Cell, Entry, plain
from workshop.report.view import NBSP, View
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.scenario.model import Option
from workshop.session.model import Item
from workshop.session.scope import Scope

OTHER = "other"
LONG = 280
"""So many characters of one cell fit on a map; what is longer is shortened there and stands whole among the answers."""

Kept = Mapping[str, Any]
Voiced = Sequence[tuple[str, Kept]]
"""What each voice said at one place: (its name or "", the cell)."""


def answered(field: AnyField, kept: Kept) -> bool:
    value = kept.get(field.id)
    if isinstance(value, tuple):
        return any(not entry.gone for entry in value)
    return value is not None and value != ""


def entries(view: View, field: AnyField, kept: Kept, scope: Scope, by: str = "") -> tuple[Entry, ...]:
    """Everything one voice said to one field, word for word; what stands beside it comes after it."""
    found = [*_value(view, field, kept.get(field.id), kept, scope, by)]
    evidence = kept.get(f"{field.id}_evidence")
    if isinstance(evidence, str) and evidence:
        found.append(Entry(words=plain(evidence), by=by if not found else "", note=view.t("evidence"), level=1))
    return tuple(found)


def _value(view: View, field: AnyField, value: Any, kept: Kept, scope: Scope, by: str) -> Iterable[Entry]:
    if value is None or value == "":
        return
    if isinstance(field, ListField) and isinstance(value, tuple):
        for item in value:
            if isinstance(item, Item) and view.shows_item(item):
                yield Entry(words=plain(item.text), by=by, id=item.id)
        return
    if isinstance(field, ListField) and isinstance(value, list):  # of an item: its own short texts
        yield from (Entry(words=plain(str(text)), by=by) for text in value)
        return
    if isinstance(field, ChoiceField):
        chosen = value if isinstance(value, (list, tuple)) else [value]
        titles = {option.id: _title(view, option, scope) for option in view.book.options(field, scope)}
        for id in chosen:
            own = kept.get(f"{field.id}_other") if id == OTHER and field.other else None
            text = own if isinstance(own, str) and own else titles.get(str(id)) or view.label(str(id)) or str(id)
            yield Entry(words=plain(text), by=by)
        return
    yield Entry(words=plain(drawn(view, field, value)), by=by)


def _title(view: View, option: Option, scope: Scope) -> str:
    return view.text(option.title, scope)


def drawn(view: View, field: AnyField, value: Any) -> str:
    """A single value in words."""
    if isinstance(value, bool):
        return view.t("yes") if value else view.t("no")
    if isinstance(field, ScaleField) and isinstance(value, (int, float)):
        figure = view.number(value, signed=field.min < 0).drawn
        label = scale_label(view, field, value)
        return f"{figure}{NBSP}{label}" if label else figure
    if isinstance(value, (int, float)):
        return view.number(value, field.unit if isinstance(field, NumberField) else "").drawn
    if isinstance(value, date):
        return view.day(value)
    return str(value)


def scale_label(view: View, field: ScaleField, value: float) -> str:
    at = value - field.min
    if at != int(at) or not 0 <= at < len(field.labels):
        return ""
    return view.text(field.labels[int(at)])


def cell(view: View, field: AnyField, voices: Voiced, scope: Scope) -> Cell:
    """What stands in a table: one voice's answer whole; of several the mean and its spread, how many chose what, or all
    that they wrote with their names."""
    spoke = [(name, kept) for name, kept in voices if answered(field, kept)]
    if not spoke:
        return Cell()
    if len(voices) == 1:
        kept = spoke[0][1]
        found = entries(view, field, kept, scope)
        value = kept.get(field.id)
        plain_value = value if isinstance(value, (bool, int, float, date)) else None
        return Cell(entries=found, value=plain_value)
    if isinstance(field, (ScaleField, NumberField)):
        return _mean(view, field, [kept[field.id] for _, kept in spoke])
    if isinstance(field, (ChoiceField, YesNoField)):
        counts = Counter(text_entry.words for _, kept in spoke for text_entry in entries(view, field, kept, scope))
        return Cell(entries=tuple(Entry(words=words, note=str(n)) for words, n in counts.most_common()))
    return Cell(entries=tuple(entry for name, kept in spoke for entry in entries(view, field, kept, scope, name)))


def _mean(view: View, field: ScaleField | NumberField, values: Sequence[float]) -> Cell:
    mean = sum(values) / len(values)
    unit = field.unit if isinstance(field, NumberField) else ""
    signed = isinstance(field, ScaleField) and field.min < 0
    figure = view.number(mean, unit, 0 if mean == int(mean) else 1, signed)
    return Cell(entries=(Entry(words=plain(figure.drawn), note=spread(view, values, signed)),), value=mean)


def spread(view: View, values: Sequence[float], signed: bool = False) -> str:
    """How far apart the voices are, in words; nothing for one voice."""
    if len(values) < 2:
        return ""
    low, high = (view.number(value, signed=signed).drawn for value in (min(values), max(values)))
    return view.t("voices.agree") if low == high else view.t("voices.spread", low=low, high=high)


def shortened(view: View, cell: Cell, link: str, reference: str) -> Cell:
    """The cell as a map holds it: entries that are too long together are cut, with a reference to the whole."""
    total = sum(len(run.text) for entry in cell.entries for run in entry.words)
    if total <= LONG:
        return cell
    room, short = LONG, list[Entry]()
    for entry in cell.entries:
        text = "".join(run.text for run in entry.words)
        if len(text) > room:
            head = text[: max(room, 20)].rstrip()
            at = head.rfind(" ")
            short.append(Entry(words=plain((head[:at] if at > len(head) // 2 else head) + "…"), by=entry.by))
            break
        short.append(entry)
        room -= len(text)
    return Cell(entries=cell.entries, value=cell.value, short=tuple(short), link=link, reference=reference)
