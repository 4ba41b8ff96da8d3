"""A matrix: the plane with its corners, and a legend; by several voices each thing in the middle of where they put it."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase

from workshop.report.document import AnyBlock, Axis, Corner, Entry, MatrixPlot, PlotPoint, RawGroup, RawQuestion, plain
from workshop.report.sections.common import entry, places, title_of, voice_title
from workshop.report.view import View
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.model import Axis as Given
from workshop.scenario.model import Text

Spot2 = tuple[float, float]


def letter(at: int) -> str:
    """a … z, aa, ab …: what stands for the thing of this number."""
    return (letter(at // 26 - 1) if at >= 26 else "") + ascii_lowercase[at % 26]


def positions(view: View, step: Matrix, at: str, of: str = "") -> dict[str, list[Spot2]]:
    found: dict[str, list[Spot2]] = {}
    for voice in view.voices(step):
        for item, spot in view.cell(step, at, of, by=voice).get("place", {}).items():
            found.setdefault(item, []).append((spot["x"], spot["y"]))
    return found


def show(view: View, step: Matrix, at: str) -> tuple[AnyBlock, ...]:
    rows = [row.id for row in view.rows(step, at)] if step.each is not None else [""]
    return tuple(plot for of in rows if (plot := _plot(view, step, at, of)) is not None)


def _plot(view: View, step: Matrix, at: str, of: str) -> MatrixPlot | None:
    placed = positions(view, step, at, of)
    if not placed:
        return None
    points: list[PlotPoint] = []
    unplaced: list[Entry] = []
    for item in view.kept(view.book.material(step, at, of)):
        spots = placed.get(item.id)
        if not spots:
            unplaced.append(entry(view, item))
            continue
        x, y = (round(sum(values) / len(values), 2) for values in zip(*spots, strict=True))
        place = _corner(step, x, y)
        points.append(
            PlotPoint(
                letter=letter(len(points)),
                title=item.text or view.label(item.id),
                x=x,
                y=y,
                place=view.text(place) if place is not None else "",
                note=_apart(view, step, spots),
            )
        )
    corners = tuple(
        Corner(title=view.text(place.title), text=view.text(place.text), x=place.x, y=place.y)
        for place in step.places
        if place.x and place.y
    )
    return MatrixPlot(
        title=view.label(of) or view.title(step),
        x=_axis(view, step.x),
        y=_axis(view, step.y),
        points=tuple(points),
        corners=corners,
        steps=step.steps,
        unplaced=tuple(unplaced),
    )


def _axis(view: View, axis: Given) -> Axis:
    return Axis(title=view.text(axis.title), low=view.text(axis.low), high=view.text(axis.high))


def _corner(step: Matrix, x: float, y: float) -> Text | None:
    half = step.steps / 2
    corner = ("high" if x > half else "low", "high" if y > half else "low")
    return next((place.title for place in step.places if (place.x, place.y) == corner), None)


def _apart(view: View, step: Matrix, spots: list[Spot2]) -> str:
    """Where voices put one thing in different corners."""
    if len(spots) < 2:
        return ""
    corners = {(x > step.steps / 2, y > step.steps / 2) for x, y in spots}
    return view.t("voices.corners", n=len(corners)) if len(corners) > 1 else ""


def contested(view: View, step: Matrix, at: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(words=plain(view.label(id)), note=note, id=id)
        for id, spots in positions(view, step, at).items()
        if view.shows(id) and (note := _apart(view, step, spots))
    )


def raw(view: View, step: Matrix) -> tuple[RawGroup, ...]:
    found = []
    for place, voices in places(view, step):
        base = title_of(view, step, place)
        for number, (voice, cell) in enumerate(voices, 1):
            placed: Mapping[str, Mapping[str, int]] = cell.get("place", {})
            x, y = view.text(step.x.title), view.text(step.y.title)
            entries = tuple(
                Entry(words=plain(view.label(id) or id), note=f"{x} {spot['x']}, {y} {spot['y']}", id=id)
                for id, spot in placed.items()
                if view.shows(id)
            )
            if entries:
                title = " · ".join(filter(None, (base, voice_title(view, step, voice, place.at, number))))
                found.append(RawGroup(title=title, questions=(RawQuestion(entries=entries),)))
    return tuple(found)
