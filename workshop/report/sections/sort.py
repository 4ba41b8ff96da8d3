"""A sort: its places with what lies in each; by several voices their most common place, and how many agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from workshop.report.document import AnyBlock, Entry, Pile, Piles, RawGroup, RawQuestion, plain
from workshop.report.sections.common import entry, places, title_of, voice_title
from workshop.report.view import View
from workshop.scenario.kinds.sort import Sort

AGREED = 2 / 3
"""Less than this share in one place, and the voices see it differently."""


def tally(view: View, step: Sort, at: str, of: str = "") -> Mapping[str, Counter[str]]:
    """For each item how many voices put it where, in the latest round."""
    found: dict[str, Counter[str]] = {}
    for voice in view.voices(step):
        for item, place in view.cell(step, at, of, by=voice).get("place", {}).items():
            found.setdefault(item, Counter())[place] += 1
    return found


def show(view: View, step: Sort, at: str) -> tuple[AnyBlock, ...]:
    found: list[AnyBlock] = []
    rows = [row.id for row in view.kept(view.book.rows(step, at))] if step.each is not None else [""]
    for of in rows:
        counted = tally(view, step, at, of)
        if counted:
            found.append(Piles(title=view.label(of), piles=_piles(view, step, at, of, counted), look=step.look or "columns"))
    return tuple(found)


def _piles(view: View, step: Sort, at: str, of: str, counted: Mapping[str, Counter[str]]) -> tuple[Pile, ...]:
    inside: dict[str, list[Entry]] = {place.id: [] for place in step.places}
    loose: list[Entry] = []
    for item in view.kept(view.book.material(step, at, of)):
        counts = counted.get(item.id)
        if not counts:
            loose.append(entry(view, item))
            continue
        (first, n), *others = counts.most_common()
        tied = [place for place, other in others if other == n]
        note = _agreement(view, n, sum(counts.values()))
        if tied or first not in inside:
            loose.append(entry(view, item, _split(view, step, counts)))
        else:
            inside[first].append(entry(view, item, note))
    piles = [
        Pile(title=view.text(place.title), text=view.text(place.text), entries=tuple(inside[place.id])) for place in step.places
    ]
    if loose:
        piles.append(Pile(title=view.t("sort.loose"), entries=tuple(loose)))
    return tuple(piles)


def _agreement(view: View, n: int, total: int) -> str:
    return view.t("sort.agreed", n=n, all=total) if n < total else ""


def _split(view: View, step: Sort, counts: Counter[str]) -> str:
    titles = {place.id: view.text(place.title) for place in step.places}
    return ", ".join(view.t("voices.share", title=titles.get(place, place), n=n) for place, n in counts.most_common())


def contested(view: View, step: Sort, at: str) -> tuple[Entry, ...]:
    found = []
    for id, counts in tally(view, step, at).items():
        total = sum(counts.values())
        if total > 1 and counts.most_common(1)[0][1] / total < AGREED and view.shows(id):
            found.append(Entry(words=plain(view.label(id)), note=_split(view, step, counts), id=id))
    return tuple(found)


def raw(view: View, step: Sort) -> tuple[RawGroup, ...]:
    found = []
    for place, voices in places(view, step):
        base = title_of(view, step, place)
        for number, (voice, cell) in enumerate(voices, 1):
            questions = []
            placed: Mapping[str, str] = cell.get("place", {})
            for target in step.places:
                inside = tuple(
                    Entry(words=plain(view.label(id) or id), id=id)
                    for id, chosen in placed.items()
                    if chosen == target.id and view.shows(id)
                )
                if inside:
                    questions.append(RawQuestion(question=view.words(target.title), entries=inside))
            if questions:
                title = " · ".join(filter(None, (base, voice_title(view, step, voice, place.at, number))))
                found.append(RawGroup(title=title, questions=tuple(questions)))
    return tuple(found)
