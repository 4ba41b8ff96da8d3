"""The time: how late, what can give, each with its end and its cost; below it the step's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from workshop import language
from workshop.language import t
from workshop.session import agenda, replan
from workshop.session.agenda import Agenda
from workshop.session.pace import pace
from workshop.session.replan import Offer
from workshop.tui import planned
from workshop.tui.keyrow import pair_at
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, accent, bold, columns, cut, faint, row, soft, width_of, wrap

ROWS, ROWS_NARROW = 13, 17
NARROW = 60  # cells of text; under this a cost may take two rows
NUMBER = 3  # cells before an offer's words


def rows_for(width: int, height: int) -> int:
    """How high the sheet stands in a window of this size; 0: as high as there is room for."""
    rows = ROWS if width >= 70 else ROWS_NARROW
    return rows if rows < height - 3 else 0


class TimePane(Pane):
    subject = "time"
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.cursor = 0
        self.pays = ""  # the block that is to pay
        self.found: Agenda | None = None
        self.offers: tuple[Offer, ...] = ()

    def look(self) -> None:
        """Work out how things stand now."""
        desk = self.host.desk
        self.found = desk.agenda() if agenda.has_plan(desk.session) else None
        if self.found is not None and not self.found.is_timed:
            self.found = None
        late = self.found is not None and replan.is_late(self.found)
        self.offers = replan.offers(desk.book, desk.now(), desk.visits(), self.pays) if late else ()

    # drawing
    def view(self, width: int, height: int) -> View:
        self.look()
        lang, narrow = self.host.lang, width < NARROW
        rows: list[Row] = [EMPTY]
        if self.found is not None:
            rows.append(row(bold(cut(planned.title(self.found, lang), width))))
            beneath = planned.beneath(self.host.book, self.found, lang)
            rows += [row(soft(line)) for line in _few(beneath, width, 2 if narrow else 1)] if beneath else []
        else:
            rows.append(row(bold(cut(self.host.book.text(self.host.step.title), width))))
        if self.offers:
            rows.append(EMPTY)
            for index in range(len(self.offers)):
                rows += self._offer(index, width, 2 if narrow else 1)
        elif self.found is not None:
            rows.append(EMPTY)
        if self.writing:
            rows += [*([EMPTY] if self.offers else []), row(soft(t("time.set", lang))), row(mark="›")]
            rows = rows[: height - 1]
            line = LineAt(len(rows) - 1, 0, width, 1, t("time.ghost", lang))
            return View([*rows[:-1], row(mark="›")], line)
        return View([*rows, *self._own(width, height - len(rows))])

    def _offer(self, index: int, width: int, most: int) -> list[Row]:
        host, offer, here = self.host, self.offers[index], index == self.cursor
        mark, back = ("▌", "focus") if here else ("", "")
        assert self.found is not None
        words = planned.offer_title(host.book, offer, host.lang)
        choice = [faint("  ← →")] if here and len(offer.choices) > 1 else []
        left = [accent(f"{index + 1}  "), Span(words, "ink" if offer.change else "soft", here), *choice]
        head = columns(left, [planned.offer_end(self.found, offer, host.lang)], width)
        room = (width - NUMBER) * most - (most - 1) * 12  # what folding may lose
        cost = planned.offer_cost(host.book, offer, host.lang, room)
        lines = [row(Span(" " * NUMBER), soft(line)) for line in _few(cost, width - NUMBER, most)]
        return [Row(each.spans, mark, back, index) for each in (Row(head), *lines)]  # type: ignore[arg-type]

    def _own(self, width: int, room: int) -> list[Row]:
        """The step's own clock: what has gone of it, and in a late hour the keys it answers to."""
        host, lang = self.host, self.host.lang
        if self.offers:
            lead = [faint(t("time.this_step", lang) + "   ")] if width >= 72 else []
            keys = Row(_keys(self._clock_pairs(), lead, host, width))
            return [EMPTY, keys._replace(target=keys)] if room > 1 else []
        timer = host.desk.timer(host.stop.step, host.stop.at)
        if timer is not None:
            spent = language.minutes(timer.spent)
            said = [t("time.planned", lang, n=planned.figure(timer.planned / 60, lang), spent=spent)]
        else:
            said = [t("time.none" if agenda.has_clock(host.desk.session, host.stop.step) else "time.no_clock", lang)]
        if self.found is not None and (found := pace(host.book, self.found)) is not None:
            said.append(planned.pace_words(found, lang))
        if host.desk.paused:
            said.append(t("time.paused", lang))
        head = f"{t('time.this_step', lang)}: " if self.found is not None else ""
        lines = [line for each in said for line in wrap(head + each if each is said[0] else each, width)]
        return [row(soft(line)) for line in lines][: max(0, room)]

    # keys
    def _clock_pairs(self) -> list[Pair]:
        desk, step = self.host.desk, self.host.stop.step
        off = desk.session.plan.minutes.get(step) == 0
        pause = Pair("Space", "keys.go_on_clock" if desk.paused else "keys.pause")
        clock = Pair("0", "keys.clock_again" if off else "keys.no_clock")
        return [pause, Pair("+ -", "keys.a_minute", "+"), Pair("e", "keys.set_time"), clock]

    def pairs(self) -> list[Pair]:
        if self.writing:
            return [Pair("Enter", "keys.done")]
        undo = [Pair("u", "keys.undo")] if self.host.desk.can_undo else []
        if not self.offers:
            return [*self._clock_pairs(), *undo]
        other = [Pair("← →", "keys.other_step")] if len(self.offers[self.cursor].choices) > 1 else []
        return [Pair("1 2 3", "keys.take_offer", str(self.cursor + 1)), *other, Pair("Enter", "keys.take_marked"), *undo]

    def every_pair(self) -> list[Pair]:
        return [*self.pairs(), *([] if self.writing or not self.offers else self._clock_pairs())]

    def key(self, key: str) -> bool:
        host = self.host
        self.look()
        if self.offers and key in ("1", "2", "3"):
            self.cursor = int(key) - 1
            self._take()
        elif self.offers and key in ("up", "down"):
            self.cursor = max(0, min(len(self.offers) - 1, self.cursor + (1 if key == "down" else -1)))
        elif self.offers and key in ("left", "right"):
            self._other(-1 if key == "left" else 1)
        elif self.offers and key == "enter":
            self._take()
        elif key in ("+", "-"):
            timer = host.desk.timer(host.stop.step, host.stop.at)
            spent = timer.spent / 60 if timer is not None else 0.0
            self._set(replan.a_minute(host.book, host.stop.step, host.stop.at, 1 if key == "+" else -1, spent))
        elif key == "0":
            self._set(None if host.desk.session.plan.minutes.get(host.stop.step) == 0 else 0.0)
        elif key == "e":
            self.writing = True
            host.set_line("")
        elif key == "space":
            if host.desk.paused:
                host.desk.resume()
            else:
                host.desk.pause()
        elif key in ("t", "enter"):
            host.close_sheet()
        else:
            return False
        return True

    def _other(self, way: int) -> None:
        """Another block to pay."""
        offer = self.offers[self.cursor]
        if len(offer.choices) > 1:
            at = offer.choices.index(offer.cuts[0].id) if offer.cuts else 0
            self.pays = offer.choices[(at + way) % len(offer.choices)]

    def _take(self) -> None:
        """One key, and the plan is another. What cannot give says so and changes nothing."""
        offer, host, lang = self.offers[self.cursor], self.host, self.host.lang
        assert self.found is not None
        if offer.change is None:
            host.say(t(f"offer.{offer.kind}_none", lang))
        elif host.do(offer.change):
            what = planned.taken(host.book, offer, lang)
            end = planned.offer_clock(self.found, offer)
            host.close_sheet()
            host.say(t("offer.taken", lang, what=what, end=end))

    def _set(self, minutes: float | None) -> None:
        desk, step = self.host.desk, self.host.stop.step
        figures = replan.with_minutes(desk.book, step, minutes)
        self.host.do(replan.changed(desk.book, desk.now(), desk.visits(), minutes=figures))

    # writing
    def enter(self, text: str) -> None:
        """Minutes for the step, or the time of day it is to run to."""
        host, lang = self.host, self.host.lang
        minutes = None if ":" in text or _has_point(text) else language.parse_duration(text)
        if text.strip() and minutes is None:
            clock = language.parse_clock(text)
            if clock is None:
                host.say(t("time.no_time", lang))
                return
            now = host.desk.now()
            ends = datetime.combine(now.astimezone().date(), clock).astimezone(UTC)
            if ends <= now:
                ends += timedelta(days=1) if (now - ends) > timedelta(hours=12) else timedelta()
            if ends <= now:
                host.say(t("time.been", lang, clock=language.clock(ends.astimezone())))
                return
            timer = host.desk.timer(host.stop.step, host.stop.at)
            spent = timer.spent if timer is not None else host.desk.seconds(*host.stop)
            minutes = round((spent + (ends - now).total_seconds()) / 60, 2)
        self.writing = False
        host.set_line("")
        if minutes is not None:
            self._set(minutes)

    def click(self, target: object, x: int) -> None:
        if isinstance(target, Row) and (found := pair_at(target, x)):
            self.host.click_key(*found)
        elif isinstance(target, int):
            if target == self.cursor:
                self._take()
            else:
                self.cursor = target


def _has_point(text: str) -> bool:
    """`10.45` is a time of day; `7.5` is minutes."""
    whole, point, part = text.strip().partition(".")
    return bool(point) and len(part) == 2 and whole.isdigit()


def _few(text: str, width: int, most: int) -> list[str]:
    lines = list(wrap(text, width, 0))
    return lines if len(lines) <= most else [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width)]


def _keys(pairs: list[Pair], lead: list[Span], host: Any, width: int) -> tuple[Span, ...]:
    spans = list(lead)
    for pair in pairs:
        key, words = host.worded(pair)
        more = [*([Span("   ")] if spans and spans != lead else []), Span(key), faint(f" {words}")]
        if width_of(spans) + width_of(more) > width:
            break
        spans += more
    return tuple(spans)
