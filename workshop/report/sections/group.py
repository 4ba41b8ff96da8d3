"""A grouping: each group with what lies in it, and what lies in none."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.report.document import AnyBlock, Entry, Pile, Piles, RawGroup, RawQuestion, plain
from workshop.report.sections.common import entry, places, title_of, voice_title
from workshop.report.view import View
from workshop.scenario.kinds.group import GroupStep
from workshop.session.model import Group


def show(view: View, step: GroupStep, at: str) -> tuple[AnyBlock, ...]:
    found: list[AnyBlock] = []
    rows = [row.id for row in view.rows(step, at)] if step.each is not None else [""]
    for of in rows:
        material = view.kept(view.book.material(step, at, of))
        for voice in view.voices(step):
            groups = _groups(view.cell(step, at, of, by=voice).get("groups", ()))
            if not groups:
                continue
            piles = [Pile(title=_name(view, group), entries=tuple(_inside(view, group))) for group in groups]
            inside = {id for group in groups for id in group.items}
            loose = tuple(entry(view, item) for item in material if item.id not in inside)
            if loose:
                piles.append(Pile(title=view.t("group.loose"), entries=loose))
            title = " · ".join(filter(None, (view.label(of), view.name(step, voice, at))))
            found.append(Piles(title=title, piles=tuple(piles)))
    return tuple(found)


def _groups(groups: Iterable[Group]) -> list[Group]:
    return [group for group in groups if not group.gone]


def _name(view: View, group: Group) -> str:
    return group.name or view.t("group.unnamed")


def _inside(view: View, group: Group) -> Iterable[Entry]:
    for id in group.items:
        if view.shows(id):
            item = view.book.item(id)
            yield entry(view, item) if item is not None else Entry(words=plain(view.label(id) or id), id=id)


def raw(view: View, step: GroupStep) -> tuple[RawGroup, ...]:
    found = []
    for place, voices in places(view, step):
        base = title_of(view, step, place)
        for number, (voice, cell) in enumerate(voices, 1):
            questions = tuple(
                RawQuestion(question=plain(_name(view, group)), entries=tuple(_inside(view, group)))
                for group in _groups(cell.get("groups", ()))
            )
            if questions:
                title = " · ".join(filter(None, (base, voice_title(view, step, voice, place.at, number))))
                found.append(RawGroup(title=title, questions=questions))
    return tuple(found)
