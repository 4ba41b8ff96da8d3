"""What the room sees of things that are put somewhere: sorted, placed on two axes, put together."""

from __future__ import annotations

from collections import Counter
from typing import Any

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.session.ballots import letter
from workshop.session.book import Book
from workshop.session.room import answers
from workshop.session.room.page import Plane, Thing
from workshop.session.room.shown import At, Shown, is_hidden, near, question, row_of, silent


def sort(book: Book, step: Sort, at: At) -> Shown:
    """While things are placed, the one at hand and how many lie where; then what lies where."""
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of = _of_each(book, step, at)
    placed = book.placement(step, at.stop.at, of)
    asked = question(book, step, at, of)
    titles = {place.id: book.text(place.title) for place in step.places}
    named = (one for one in placed if one.item.id == at.of)
    at_hand = next(named, None) or next((one for one in placed if not one.place), None)
    left = sum(1 for one in placed if not one.place and not one.voices)
    lang = book.session.lang
    if left and at_hand is not None:
        count = Counter(one.place for one in placed)
        things = [
            Thing(titles[place.id], lead=str(n), figure=language.number(count[place.id], lang))
            for n, place in enumerate(step.places, 1)
        ]
        text = answers.label(book, at_hand.item.id)
        return Shown(asked, text="" if text in asked else text, things=things, said=t("room.left", lang, n=left))
    ordered, _, beyond = near([one for place in (*titles, "") for one in placed if one.place == place])
    split = t("room.split", lang)
    things = [
        Thing(answers.label(book, one.item.id), label=titles.get(one.place, split if one.voices else "")) for one in ordered
    ]
    return Shown(asked, things=things, beyond=beyond)


def matrix(book: Book, step: Matrix, at: At) -> Shown:
    """The thing at hand, and what lies in which corner."""
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of = _of_each(book, step, at)
    asked = question(book, step, at, of)
    placed = [one for one in book.placement(step, at.stop.at, of) if one.x is not None and one.y is not None]
    lang = book.session.lang
    titles = {place.id: book.text(place.title) for place in step.places}

    def where(one: Any) -> str:
        axes = ((step.x, one.x), (step.y, one.y))
        high = [book.text(axis.high if value > step.steps / 2 else axis.low) for axis, value in axes]
        return titles.get(one.place) or " · ".join(high)

    order = [*titles.values()]
    placed.sort(key=lambda one: (order.index(where(one)) if where(one) in order else len(order), -(one.y or 0), one.x or 0))
    here = next((n for n, one in enumerate(placed) if one.item.id == at.of), 0)
    ordered, here, beyond = near(placed, here)
    things = [
        Thing(answers.label(book, one.item.id), lead=letter(n), label=where(one), strong=one.item.id == at.of)
        for n, one in enumerate(ordered)
    ]
    span = max(1, step.steps - 1)
    plane = Plane(
        x=book.text(step.x.title),
        y=book.text(step.y.title),
        corners=tuple((place.x or "low", place.y or "low", titles[place.id]) for place in step.places),
        points=tuple(
            (thing.lead, ((one.x or 1) - 1) / span, ((one.y or 1) - 1) / span, thing.strong)
            for thing, one in zip(things, ordered, strict=True)
        ),
    )
    material = book.material(step, at.stop.at, of)
    left = len(material) - len(placed)
    at_hand = at.of if any(item.id == at.of for item in material) and all(one.item.id != at.of for one in placed) else ""
    text = answers.label(book, at_hand) if at_hand else ""
    return Shown(
        asked,
        text="" if text and text in asked else text,
        things=things,
        said=t("room.left", lang, n=left) if left else "",
        plane=plane if things else None,
        at=here,
        beyond=beyond,
    )


def _of_each(book: Book, step: Sort | Matrix | GroupStep, at: At) -> str:
    return row_of(book, step, at)[0] if step.each is not None else ""


def group(book: Book, step: GroupStep, at: At) -> Shown:
    """The groups with how many lie in each."""
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of = _of_each(book, step, at)
    asked = question(book, step, at, of)
    rounds, lang = book.latest(step, at.stop.at), book.session.lang
    cells = [
        cell
        for spot, cell in book.session.answer(step.id).cells.items()
        if (spot.round, spot.at, spot.of) == (rounds, at.stop.at, of)
    ]
    found = [one for cell in cells for one in cell.get("groups", ()) if not one.gone]
    inside = {id for one in found for id in one.items}
    loose = [item for item in book.material(step, at.stop.at, of) if item.id not in inside]
    things = [
        Thing(
            one.name.strip() or ", ".join(filter(None, (answers.label(book, id) for id in one.items[:3]))),
            lead=str(n),
            figure=language.number(len(one.items), lang),
            strong=n == len(found),
        )
        for n, one in enumerate(found, 1)
    ]
    return Shown(asked, things=things, said=t("room.loose", lang, n=len(loose)) if loose else "", newest=True)
