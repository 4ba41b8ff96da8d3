"""What the sections of several kinds share: how answers lie in order, and what goes on to a later step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from workshop.report.document import Cell as Drawn
from workshop.report.document import Entry, Pair, plain
from workshop.report.view import View, joined
from workshop.scenario.kinds import AnyStep
from workshop.scenario.model import Source
from workshop.session.model import Cell, Group, Item, Spot
from workshop.session.scope import Scope
from workshop.text import clean


class Place(NamedTuple):
    """Where answers lie, whoever gave them."""

    at: str = ""
    round: int = 1
    of: str = ""
    across: str = ""

    def scope(self, step: str, by: str = "") -> Scope:
        return Scope(step, self.round, self.at, self.of, self.across, by)


def places(view: View, step: AnyStep) -> Iterator[tuple[Place, list[tuple[str, Cell]]]]:
    """Every place of a step where something was answered, in the order of the workshop: by the section's item, the round, the
    row (those no longer among the rows last), the column; and what each voice said there, in the order of the voices."""
    found: dict[Place, list[tuple[Spot, Cell]]] = {}
    for spot, cell in view.cells(step):
        found.setdefault(Place(spot.at, spot.round, spot.of, spot.across), []).append((spot, cell))
    ats = {at: order for order, at in enumerate(view.ats(step))}
    rows = {at: _order(view.book.proposed(step, at)) for at in ats}
    columns = {at: _order(view.book.columns(step, at)) for at in ats}
    voices = {voice: order for order, voice in enumerate(view.voices(step))}
    last = 1 << 30

    def key(place: Place) -> tuple[int, int, int, int, str, str]:
        row = rows.get(place.at, {}).get(place.of, last)
        column = columns.get(place.at, {}).get(place.across, last)
        return ats.get(place.at, last), place.round, row, column, place.of, place.across

    for place in sorted(found, key=key):
        yield place, [(s.by, c) for s, c in sorted(found[place], key=lambda pair: (voices.get(pair[0].by, last), pair[0].by))]


def _order(items: Iterable[Item]) -> dict[str, int]:
    return {item.id: order for order, item in enumerate(items)}


def title_of(view: View, step: AnyStep, place: Place) -> str:
    """A place in words: the item, the row, the column, the round; nothing where a step has but one."""
    parts = [view.label(id) or view.t("no_row") for id in (place.at, place.of, place.across) if id]
    if view.book.latest(step, place.at) > 1:
        parts.append(view.t("round", n=place.round))
    return " · ".join(parts)


def voice_title(view: View, step: AnyStep, voice: str, at: str, number: int) -> str:
    """Who a voice is, or which in order where that may not be said; nothing for the whole group."""
    if not voice:
        return ""
    return view.name(step, voice, at) or view.t("voices.voice", n=number)


def entry(view: View, item: Item, note: str = "", by: str = "") -> Entry:
    """An item by its words."""
    return Entry(words=plain(item.text or view.label(item.id)), by=by, note=note, id=item.id)


def pair(title: str, text: str) -> Pair:
    return Pair(title=title, cell=Drawn(entries=(Entry(words=plain(text)),)))


def goes_on(view: View, step: AnyStep) -> frozenset[str]:
    """The items of a vote or result that a later step takes further because they came first."""
    found: set[str] = set()
    for later in view.scenario.steps:
        for source in _sources(later):
            if source.from_ == step.id and source.top is not None:
                found |= {item.id for item in view.book.source(source, Scope(step=later.id))}
    return frozenset(found)


def _sources(step: AnyStep) -> Iterator[Source]:
    for name in ("each", "from_", "start", "across"):
        given: Any = getattr(step, name, None)
        for source in given if isinstance(given, list) else [given]:
            if isinstance(source, Source):
                yield source


_NOT_SAID = frozenset({"id", "gone", "by", "of", "at", "round", "src", "step", "items"})
_LAYERS = frozenset({"round", "at", "of", "across", "by"})


def left_over(view: View, kept: Any, name: str = "") -> Iterator[Entry]:
    """What was said in a part of a file that has no question (any more), each with the key it stands under. It lies there as it
    came from the file, so it is cleaned here."""
    if isinstance(kept, Item):
        kept = {"text": kept.text, "gone": kept.gone, **kept.fields}
    elif isinstance(kept, Group):
        kept = {"text": kept.name, "gone": kept.gone}
    if isinstance(kept, Mapping):
        if kept.get("gone") is True:
            return
        for key, value in kept.items():
            if key in _LAYERS and isinstance(value, Mapping):
                for id, inside in value.items():
                    if view.shows(str(id)):
                        yield from left_over(view, inside, (view.label(str(id)) if key != "by" else "") or name)
            elif key == "items" and (isinstance(value, Mapping) or (isinstance(value, list) and any(map(_is_table, value)))):
                for inside in value.values() if isinstance(value, Mapping) else [value]:
                    yield from left_over(view, inside, name)
            elif key not in _NOT_SAID:
                yield from left_over(view, value, name if key in ("text", "name", "value") else str(key))
    elif isinstance(kept, (list, tuple)):
        for each in kept:
            yield from left_over(view, each, name)
    elif kept is not None and kept != "":
        text = view.day(kept) if isinstance(kept, date) else view.t("yes" if kept else "no") if isinstance(kept, bool) else ""
        if not text:
            text = view.number(kept).drawn if isinstance(kept, (int, float)) else clean(str(kept))
        yield Entry(words=plain(text), note=clean(name, multiline=False))


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def listed(view: View, titles: list[str], most: int = 4) -> str:
    """Some titles in a sentence, the rest as how many."""
    shown = joined(titles[:most])
    return f"{shown} +{len(titles) - most}" if len(titles) > most else shown
