"""The room's page drawn for the back row: few words, much air. Pure; only ink, soft and accent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from msgspec.structs import replace
from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.session.room import Page, Timer
from workshop.session.room.page import Plane
from workshop.tui.room.figures import big, scale_for, size_of
from workshop.tui.room.things import things_rows
from workshop.tui.rows import EMPTY, Ink, Row, Span, accent, bold, columns, cut, row, soft, wrap
from workshop.tui.steps.journey_layout import CURVE, GAP, curve
from workshop.tui.steps.plane import Point, plane

TEXT, WIDTH = 84, 100  # cells of a line at most; and with a figure at its end
QUESTION_ROWS = 4
PITCH = 8  # cells from one stage of a curve to the next, at most
LEAST_CURVE = 3  # rows of things that go before the curve
PLANE_WIDTH, PLANE_HEIGHT = 66, 10  # cells and rows from which a plane stands beside its things
PLANE_MOST, PLANE_GAP = 46, 4
FOOT = 2  # the clock's row and the empty one above it


def draw(page: Page, width: int, height: int, now: datetime, *, waits: bool = False) -> list[Row]:
    """`height` rows, none wider than `width`. `now` in UTC. `waits`: whoever leads is not there at the moment."""
    if page.look == "blank":
        return [EMPTY] * height
    margin = 3 if width < 70 else 6 if width < 120 else 10
    margin = margin if width >= 30 else 1 if width > 2 else 0
    inner = max(1, width - 2 * margin)
    top = 1 if height >= 10 else 0
    foot = _foot(page, inner, now, waits)
    head = _head(page, min(inner, TEXT), height)
    room = height - top - len(head) - (FOOT if foot else 1)
    body = _body(page, min(inner, WIDTH), max(0, room), now)
    rows = [*[EMPTY] * top, *_at(margin, head), *_at(margin, body)][: height - (1 if foot else 0)]
    rows += [EMPTY] * (height - len(rows) - (1 if foot else 0))
    return [*rows, *_at(margin, foot)][:height]


def waiting(lang: str, width: int, height: int, *, before: bool) -> list[Row]:
    """What stands there when nothing is led: before it has begun, or while it is interrupted."""
    margin = 3 if width < 70 else 6
    text = t("room.waits_before" if before else "room.waits", lang)
    rows = [EMPTY, *(row(Span(" " * margin), soft(line)) for line in wrap(text, max(1, width - 2 * margin), 0))]
    return (rows + [EMPTY] * height)[:height]


def _at(margin: int, rows: Sequence[Row]) -> list[Row]:
    return [Row((Span(" " * margin), *one.spans)) if one.spans else one for one in rows]


# ---------------------------------------------------------------------------------------------------------------- above


def _head(page: Page, width: int, height: int) -> list[Row]:
    rows: list[Row] = []
    if page.above or page.place:
        rows.append(Row(columns([soft(page.above)], [soft(page.place)] if page.place else [], width)))
    most = QUESTION_ROWS if height >= 20 else 3 if height >= 14 else 2
    rows += [row(bold(line)) for line in _few(page.question, width, most)]
    return [*rows, EMPTY] if rows else []


def _few(text: str, width: int, most: int) -> list[str]:
    lines = list(wrap(text, width, 0)) if text else []
    return lines if len(lines) <= most else [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width)]


# --------------------------------------------------------------------------------------------------------------- between


def _body(page: Page, width: int, height: int, now: datetime) -> list[Row]:
    if page.look == "silent":
        return _figures_and_words(_time_words(page.timer, now) or page.figures, page.said, width, height)
    if page.look == "break":
        return _break(page, width, height, now)
    if page.plane is not None and width >= PLANE_WIDTH and height >= PLANE_HEIGHT:
        return _beside_plane(page, page.plane, width, height, now)
    if page.plane is not None:  # letters without a plane say nothing
        page = replace(page, plane=None, things=tuple(replace(thing, lead="") for thing in page.things))
    text_width = min(width, TEXT)
    said = [row(soft(line)) for line in _few(page.said, text_width, 2)]
    text = [row(Span(line)) for line in _few(page.text, text_width, max(1, min(6, height - len(said) - 2)))]
    if text and page.things:
        text.append(EMPTY)
    drawn = _curve(page, width) if page.curve is not None else []
    room = height - len(text) - len(said) - len(drawn)
    if drawn and room < min(len(page.things), LEAST_CURVE):
        room, drawn = room + len(drawn), []
    rows, dropped = things_rows(page, width, max(0, room)) if page.things else ([], 0)
    if dropped:
        room = max(0, room + len(said) - 1)
        more = t("room.more", page.lang, n=len(page.things) - room)
        said = [row(soft(cut(f"{more} · {page.said}" if page.said else more, text_width)))]
        rows, _ = things_rows(page, width, room)
    left = room - len(rows)
    for part in (drawn, said):
        if part and (rows or text) and left > 0:
            rows, left = [*rows, EMPTY], left - 1
        rows = [*rows, *part]
    return [*text, *rows]


def _beside_plane(page: Page, two: Plane, width: int, height: int, now: datetime) -> list[Row]:
    """The plane at the left with a letter for each thing, the things of the page at the right."""
    left = min(PLANE_MOST, width // 2)
    points = [Point(*point) for point in two.points]
    corners = {(x, y): name for x, y, name in two.corners}
    drawn = plane(points, corners, two.x.lower(), two.y.lower(), left, min(height, left // 2 + 2))
    drawn = [Row(tuple(span._replace(ink="soft") if span.ink == "faint" else span for span in one.spans)) for one in drawn]
    things = tuple(replace(thing, label="") for thing in page.things)
    beside = _body(replace(page, plane=None, things=things), width - left - PLANE_GAP, height, now)
    out = []
    for at in range(max(len(drawn), len(beside))):
        spans = drawn[at].spans if at < len(drawn) else ()
        gap = Span(" " * (left + PLANE_GAP - sum(cell_len(span.text) for span in spans)))
        out.append(Row((*spans, gap, *(beside[at].spans if at < len(beside) else ()))))
    return out[:height]


def _figures_and_words(figures: str, words: str, width: int, height: int) -> list[Row]:
    """Figures in the middle, as large as they can be, and a sentence under them."""
    said = [row(soft(line)) for line in _few(words, min(width, TEXT), 2)]
    scale = scale_for(figures, width, height - len(said) - 2) if figures else 0
    if not scale:
        return [*([row(bold(figures)), EMPTY] if figures else []), *said][:height]
    across, rows = size_of(figures, scale)
    spare = height - rows - len(said)
    above = max(1, spare // 2) if spare > 1 else 0
    below = max(1, min(2, spare - above))
    return [*[EMPTY] * above, *big(figures, scale, max(0, (width - across) // 2)), *[EMPTY] * below, *said][:height]


def _break(page: Page, width: int, height: int, now: datetime) -> list[Row]:
    """When it goes on, by the clock on the wall."""
    if page.timer is None or page.timer.ends is None:
        return []
    back = page.timer.ends.astimezone().strftime("%H:%M")
    return _figures_and_words(back, t("room.back_at", page.lang, time=back), width, height)


def _curve(page: Page, width: int) -> list[Row]:
    """The feelings of the whole journey in five rows, the stage at hand in ink, the stages' numbers under them."""
    if page.curve is None:
        return []
    levels, steps, here = page.curve.levels, page.curve.steps, page.curve.here
    pitch = min(PITCH, width // max(1, len(levels)))
    if pitch < 3:
        return []
    high = max(1, steps - 1)
    heights = [None if level is None else round(level * (CURVE - 1) / high) for level in levels]
    canvas = curve(heights, [""] * len(levels), pitch)
    for index, (level, after) in enumerate(pairwise([*heights, None])):
        if level is not None and after is not None:  # no figure stands after the point: the line begins there
            x = GAP + index * pitch
            for beside in range(x + 1, min(x + 3, x + pitch if level == after else x + pitch // 2)):
                canvas[CURVE - 1 - level][beside] = ("─", "accent")
    out: list[Row] = []
    for line in canvas:
        spans: list[Span] = []
        for x, (sign, ink) in enumerate(line[GAP:]):
            at_hand = sign == "●" and x == here * pitch
            role: Ink = "ink" if at_hand else "soft" if ink == "faint" else ink
            spans.append(Span(sign, role, at_hand))
        out.append(Row(_joined(spans)))
    numbers: list[Span] = []
    for index in range(len(levels)):
        name = str(index + 1)
        numbers.append(Span(name, "ink" if index == here else "soft", index == here))
        numbers.append(Span(" " * max(0, pitch - len(name))))
    return [*out, Row(tuple(numbers))]


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in spans:
        if out and out[-1][1:] == span[1:]:
            out[-1] = out[-1]._replace(text=out[-1].text + span.text)
        else:
            out.append(span)
    return tuple(out)


# ------------------------------------------------------------------------------------------------------------- the clock


def _time_words(timer: Timer | None, now: datetime) -> str:
    """The time that is left, as figures; `0:00` when it is out."""
    return "" if timer is None or not timer.planned else language.minutes(max(0.0, timer.left_at(now)))


def _foot(page: Page, width: int, now: datetime, waits: bool) -> list[Row]:
    """The room's clock: how much of the time is gone, and what is left."""
    if waits:
        return [row(soft(cut(t("room.waits", page.lang), width)))]
    timer = page.timer
    if timer is None or not timer.planned:
        return []
    left = timer.left_at(now)
    words = language.minutes(left) if left > -1 else t("room.over", page.lang, over=language.minutes(-left))
    if page.look == "silent" and left > -1:  # the figures stand large above
        words = t("room.left_of", page.lang, of=language.number(round(timer.planned / 60), page.lang))
    elif page.look == "break":
        words = language.minutes(max(0.0, left))
    if timer.ends is None:
        words = t("room.stands", page.lang, time=words)
    bar = width - cell_len(words) - 3
    if bar < 8:
        return [row(bold(cut(words, width)))]
    done = max(0, min(bar, round(bar * (1 - left / timer.planned))))
    return [row(accent("━" * done), Span("─" * (bar - done), "rule"), Span("   "), bold(words))]
