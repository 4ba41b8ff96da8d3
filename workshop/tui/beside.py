"""What stands beside the body of a step: the agenda, and the facilitator's layer. Pure."""

from __future__ import annotations

from workshop.language import t
from workshop.session import flow
from workshop.session.agenda import Agenda
from workshop.session.book import Book
from workshop.session.flow import Stop
from workshop.session.pace import pace
from workshop.tui import planned
from workshop.tui.rows import EMPTY, Ink, Row, Span, columns, cut, faint, row, soft, warn, wrap

SIGN = {"done": Span("✓ ", "faint"), "touched": Span("▲ ", "warn")}


def stop_name(book: Book, stop: Stop) -> str:
    """A step by its title, and what it is about where it is taken once for each of several."""
    title = book.text(book.scenario.step_by_id[stop.step].title)
    return f"{title} · {book.label(stop.at)}" if stop.at else title


def agenda_rows(book: Book, here: Stop | None, width: int, height: int, *, plan: Agenda | None, lang: str) -> list[Row]:
    """The steps with their state. Minutes and the end only with a `plan`: while the room reads along there is none."""
    stops = flow.stops(book)
    at = stops.index(here) if here in stops else len(stops) - 1 if here is None else 0
    foot = _end_rows(plan, lang) if plan is not None and plan.is_timed and not plan.is_over else []
    room = max(3, height - 1 - len(foot))
    first = max(0, min(at - room // 2, len(stops) - room))
    out: list[Row] = [EMPTY]
    for stop in stops[first : first + room]:
        current = stop == here
        state = flow.state(book, stop)
        ink: Ink = "ink" if current else "faint" if state == "done" else "soft"
        sign = SIGN.get(state, Span("  ")) if not (current and state == "done") else Span("  ")
        figure = _figure(plan, stop, lang) if plan is not None else ""
        name = cut(stop_name(book, stop), width - 2 - (len(figure) + 1 if figure else 0))
        spans = columns([sign, Span(name, ink)], [Span(figure, "faint")] if figure else [], width, 1)
        out.append(Row(spans, "▌" if current else "", "", stop))
    return [*out, *foot][:height]


def _figure(plan: Agenda, stop: Stop, lang: str) -> str:
    """What a step took, the time a fixed one begins, or the minutes it is to have."""
    found = plan.row(stop)
    if found is None:
        return ""
    if found.state == "done":
        return planned.figure(round(found.spent), lang) if found.spent >= 0.5 else ""
    if found.state == "coming" and found.fixed and stop.step in plan.fixed:
        return planned.wall(plan.fixed[stop.step])
    return planned.figure(found.planned, lang) if found.planned else ""


def _end_rows(plan: Agenda, lang: str) -> list[Row]:
    """When it will end, and when it was to."""
    ends, target = planned.wall(planned.told_end(plan)), planned.wall(plan.target)
    rows = [EMPTY, row("  ", soft(planned.capital(planned.ending(plan, lang))))]
    return rows if ends == target else [*rows, row("  ", faint(t("plan.planned", lang, clock=target)))]


def notes_rows(book: Book, stop: Stop, width: int, *, margin: str, lang: str, plan: Agenda | None = None) -> list[Row]:
    """The facilitator's layer: what to say, to look out for, to do when it halts, and the time."""
    step = book.scenario.step_by_id[stop.step]
    alone = book.session.alone  # then nobody is led: what helps is a way on, and nobody has to be told that it is theirs
    title = t("notes.only_you", lang)
    head = columns([faint(title) if alone else warn(title)], [faint(t("notes.closes", lang))], width)
    out = [EMPTY, Row((Span(margin), *head))]
    texts = [(name, book.text(getattr(step, name))) for name in (("stuck",) if alone else ("say", "watch", "stuck"))]
    texts.append(("time", _time(book, stop, lang, plan) if not alone else ""))
    for name, text in texts:
        if text:
            out += [EMPTY, *([] if alone else [row(Span(margin), faint(t(f"notes.{name}", lang)))])]
            out += [row(Span(margin), Span(line)) for line in wrap(text, width, 0)]
    if len(out) == 2:
        out += [EMPTY, row(Span(margin), faint(t("notes.none", lang)))]
    return out


def _time(book: Book, stop: Stop, lang: str, plan: Agenda | None) -> str:
    step = book.scenario.step_by_id[stop.step]
    minutes = flow.minutes(book, stop)
    words = [t("notes.minutes", lang, n=planned.figure(minutes, lang))] if minutes else []
    if minutes and step.min_minutes and not step.fixed:
        words.append(t("notes.least", lang, n=step.min_minutes))
    words += [t(f"notes.{name}", lang) for name in ("fixed", "optional") if getattr(step, name)]
    if plan is not None and (found := pace(book, plan)) is not None:
        words.append(planned.pace_words(found, lang))
    if plan is not None:
        words.append(planned.capital(planned.header(plan, lang, with_end=True).text) + ".")
    return " ".join(words)
