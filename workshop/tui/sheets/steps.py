"""Every step with its plan and what it took; Enter goes there. What is captured so far stands at the foot."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.session import flow
from workshop.session.changes import SetPlan
from workshop.session.flow import Stop
from workshop.session.model import live
from workshop.tui.beside import SIGN, all_stops, stop_name
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Ink, Row, Span, View, accent, bold, columns, cut, faint, pad, row, soft
from workshop.tui.steps.window import window

NAME = 26  # cells of a name, at most
FIGURE = 6
WIDTH = 76


class StepsPane(Pane):
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.stops = all_stops(host.book)
        at_hand = None if host.reviewing else host.stop
        self.cursor = self.stops.index(at_hand) if at_hand in self.stops else len(self.stops) if at_hand is None else 0
        self.first = 0
        self.name = NAME

    def view(self, width: int, height: int) -> View:
        lang = self.host.lang
        self.stops = all_stops(self.host.book)
        count = len(self.stops) + 1  # the review is the last
        self.cursor = min(self.cursor, count - 1)
        width = min(width, WIDTH)
        longest = max((cell_len(stop_name(self.host.book, stop)) for stop in self.stops), default=0)
        self.name = min(NAME, max(longest, cell_len(t("steps.review", lang))) + 2)
        figures = pad(t("steps.plan", lang), FIGURE, "right") + pad(t("steps.took", lang), FIGURE + 4, "right")
        above = [EMPTY, Row(columns([bold(t("steps.title", lang))], [faint(figures)], width))]
        foot = self._foot()
        room = height - len(above) - len(foot)
        self.first, end = window(count, self.cursor, self.first, lambda _: 1, room)
        rows = [self._row(index, width) for index in range(self.first, end)]
        if self.first:
            rows.insert(0, row(faint("  " + t("list.earlier", lang, n=self.first))))
        if end < count:
            rows.append(row(faint("  " + t("list.more", lang, n=count - end))))
        return View([*above, *rows, *foot])

    def _row(self, index: int, width: int) -> Row:
        here = index == self.cursor
        mark, back = ("▌", "focus") if here else ("", "")
        if index == len(self.stops):
            current = self.host.reviewing
            ink: Ink = "ink" if here or current else "soft"
            spans = [Span("  " + pad(t("steps.review", self.host.lang), self.name), ink, here)]
            spans += [accent(t("steps.here", self.host.lang))] if current else []
            return Row(tuple(spans), mark, back, index)  # type: ignore[arg-type]
        return Row(self._stop(self.stops[index], here, width), mark, back, index)  # type: ignore[arg-type]

    def _stop(self, stop: Stop, here: bool, width: int) -> tuple[Span, ...]:
        host, lang = self.host, self.host.lang
        step = host.book.scenario.step_by_id[stop.step]
        state = flow.state(host.book, stop)
        current = stop == host.stop and not host.reviewing
        ink: Ink = "ink" if current or here else "faint" if state == "done" else "soft"
        planned, spent = flow.minutes(host.book, stop), host.desk.seconds(stop.step, stop.at) / 60
        took = language.number(round(spent), lang, 0) if spent >= 0.5 else ""
        said = "dropped" if step.id in host.desk.session.plan.dropped else "fixed" if step.fixed else "optional" * step.optional
        words = accent(t("steps.here", lang)) if current else faint(t(f"steps.{said}", lang) if said else "")
        name = pad(cut(stop_name(host.book, stop), self.name - 1), self.name)
        left = [SIGN.get(state, Span("  ")), Span(name, ink, here), words]
        right = [
            soft(pad(language.number(planned, lang) if planned else "", FIGURE, "right")),
            Span(pad(took, FIGURE + 4, "right"), "warn" if planned and spent > planned else "soft"),
        ]
        return columns(left, right, width)

    def _foot(self) -> list[Row]:
        session, lang = self.host.desk.session, self.host.lang
        found = [
            t(f"steps.{what}", lang, n=n)
            for what in ("actions", "decisions", "parked")
            if (n := sum(1 for _ in live(getattr(session, what))))
        ]
        lists = [Span("   z"), faint(" " + t("keys.lists", lang))]
        return [EMPTY, row(soft("  " + "   ".join(found)), *lists)] if found else []

    def pairs(self) -> list[Pair]:
        pairs = [Pair("Enter", "keys.go_there")]
        if self.cursor < len(self.stops):
            step = self.host.book.scenario.step_by_id[self.stops[self.cursor].step]
            if step.optional:
                back = step.id in self.host.desk.session.plan.dropped
                pairs.append(Pair("Space", "keys.take_back" if back else "keys.skip"))
            pairs.append(Pair("+ -", "keys.minutes", "+"))
        return pairs

    def key(self, key: str) -> bool:
        host = self.host
        stop = self.stops[self.cursor] if self.cursor < len(self.stops) else None
        if key in ("up", "down"):
            self.cursor = max(0, min(len(self.stops), self.cursor + (1 if key == "down" else -1)))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else len(self.stops)
        elif key == "enter":
            host.close_sheet()
            if stop is None:
                host.act_review()
            else:
                if stop.step in host.desk.session.plan.dropped:
                    self._skip(stop)  # whoever goes there does not skip it
                host.go_to(stop)
        elif key == "s":
            host.close_sheet()
        elif key == "z":
            host.act_captured()
        elif key in ("+", "-") and stop is not None:
            planned = flow.minutes(host.book, stop) or 0
            minutes = {**host.desk.session.plan.minutes, stop.step: max(1, planned + (1 if key == "+" else -1))}
            host.do(SetPlan(minutes=minutes))
        elif key == "space" and stop is not None and host.book.scenario.step_by_id[stop.step].optional:
            self._skip(stop)
        else:
            return False
        return True

    def _skip(self, stop: Stop) -> None:
        """To be skipped; or no longer."""
        dropped = list(self.host.desk.session.plan.dropped)
        dropped = [one for one in dropped if one != stop.step] if stop.step in dropped else [*dropped, stop.step]
        self.host.do(SetPlan(dropped=dropped))

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            if target == self.cursor:
                self.key("enter")
            else:
                self.cursor = target
