"""What stands beside the body of a step: the agenda, and the facilitator's layer. Pure."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.session import flow
from workshop.session.book import Book
from workshop.session.flow import Stop
from workshop.tui.rows import EMPTY, Ink, Row, Span, columns, cut, faint, row, warn, wrap

SIGN = {"done": Span("✓ ", "faint"), "touched": Span("▲ ", "warn")}


def stop_name(book: Book, stop: Stop) -> str:
    """A step by its title, and what it is about where it is taken once for each of several."""
    title = book.text(book.scenario.step_by_id[stop.step].title)
    return f"{title} · {book.label(stop.at)}" if stop.at else title


def all_stops(book: Book) -> tuple[Stop, ...]:
    """Every stop, those that are to be skipped in their places."""
    order = {step.id: place for place, step in enumerate(book.scenario.steps)}
    found = list(flow.stops(book))
    for step in book.scenario.steps:
        if step.id in book.session.plan.dropped and book.active(step):
            after = (place for place, stop in enumerate(found) if order[stop.step] > order[step.id])
            found.insert(next(after, len(found)), Stop(step.id))
    return tuple(found)


def agenda_rows(book: Book, here: Stop | None, width: int, height: int, *, minutes: bool, lang: str) -> list[Row]:
    """The steps with their state; minutes only while the facilitator's layer is open, for the room reads along."""
    stops = flow.stops(book)
    at = stops.index(here) if here in stops else len(stops) - 1 if here is None else 0
    room = max(3, height - 1)
    first = max(0, min(at - room // 2, len(stops) - room))
    out: list[Row] = [EMPTY]
    for stop in stops[first : first + room]:
        current = stop == here
        state = flow.state(book, stop)
        ink: Ink = "ink" if current else "faint" if state == "done" else "soft"
        sign = SIGN.get(state, Span("  ")) if not (current and state == "done") else Span("  ")
        planned = flow.minutes(book, stop) if minutes else None
        figure = language.number(planned, lang) if planned else ""
        name = cut(stop_name(book, stop), width - 2 - (len(figure) + 1 if figure else 0))
        spans = columns([sign, Span(name, ink)], [Span(figure, "faint")] if figure else [], width, 1)
        out.append(Row(spans, "▌" if current else "", "", stop))
    return out[:height]


def notes_rows(book: Book, stop: Stop, width: int, *, margin: str, lang: str) -> list[Row]:
    """The facilitator's layer: what to say, to look out for, to do when it halts, and the time."""
    step = book.scenario.step_by_id[stop.step]
    head = columns([warn(t("notes.only_you", lang))], [faint(t("notes.closes", lang))], width)
    out = [EMPTY, Row((Span(margin), *head))]
    texts = [(name, book.text(getattr(step, name))) for name in ("say", "watch", "stuck")]
    texts.append(("time", _time(book, stop, lang)))
    for name, text in texts:
        if text:
            out += [EMPTY, row(Span(margin), faint(t(f"notes.{name}", lang)))]
            out += [row(Span(margin), Span(line)) for line in wrap(text, width, 0)]
    if len(out) == 2:
        out += [EMPTY, row(Span(margin), faint(t("notes.none", lang)))]
    return out


def _time(book: Book, stop: Stop, lang: str) -> str:
    step = book.scenario.step_by_id[stop.step]
    planned = flow.minutes(book, stop)
    words = [t("notes.minutes", lang, n=planned)] if planned else []
    if planned and step.min_minutes:
        words.append(t("notes.least", lang, n=step.min_minutes))
    words += [t(f"notes.{name}", lang) for name in ("fixed", "optional") if getattr(step, name)]
    return " ".join(words)
