"""Every step with its plan and what it took; Enter goes there. What is captured so far stands at the foot."""

from __future__ import annotations

from typing import Any

from workshop import language
from workshop.language import t
from workshop.session import flow
from workshop.session.changes import SetPlan
from workshop.session.model import live
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, accent, bold, columns, cut, faint, pad, row, soft
from workshop.tui.steps.window import window

NAME = 24
FIGURE = 6


class StepsPane(Pane):
    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.stops = flow.stops(host.book)
        self.cursor = self.stops.index(host.stop) if host.stop in self.stops else 0
        self.first = 0

    def view(self, width: int, height: int) -> View:
        lang = self.host.lang
        width = min(width, 96)
        head = [pad(t("steps.plan", lang), FIGURE, "right"), pad(t("steps.took", lang), FIGURE + 4, "right")]
        rows = [
            EMPTY,
            row(bold(t("steps.title", lang))),
            Row(columns([], [faint("".join(head))], width)),
        ]
        foot = self._foot()
        self.first, end = window(len(self.stops) + 1, self.cursor, self.first, lambda _: 1, height - len(rows) - len(foot))
        for index in range(self.first, min(end, len(self.stops))):
            rows.append(self._stop_row(index, width))
        if end > len(self.stops):
            here = self.cursor == len(self.stops)
            review = Span("  " + t("steps.review", lang), "ink" if here else "soft", here)
            rows.append(Row((review,), "▌" if here else "", "focus" if here else "", len(self.stops)))
        if end < len(self.stops) + 1:
            rows.append(row(faint("  " + t("list.more", lang, n=len(self.stops) + 1 - end))))
        return View([*rows, *foot])

    def _stop_row(self, index: int, width: int) -> Row:
        host, lang = self.host, self.host.lang
        stop = self.stops[index]
        step = host.book.scenario.step_by_id[stop.step]
        here = index == self.cursor
        state = flow.state(host.book, stop)
        current = stop == host.stop
        sign = Span("✓ ", "faint") if state == "done" else Span("▲ ", "warn") if state == "touched" else Span("  ")
        name = host.book.text(step.title) + (f" · {host.book.label(stop.at)}" if stop.at else "")
        ink: Any = "ink" if current or here else "faint" if state == "done" else "soft"
        planned = flow.minutes(host.book, stop)
        spent = host.desk.seconds(stop.step, stop.at) / 60
        took = language.number(round(spent), lang, 0) if spent >= 0.5 else ""
        late = bool(planned and spent > planned)
        words = t("steps.here", lang) if current else ""
        words = words or (t("steps.dropped", lang) if step.id in host.desk.session.plan.dropped else "")
        words = words or (t("steps.fixed", lang) if step.fixed else t("steps.optional", lang) if step.optional else "")
        left = [sign, Span(pad(cut(name, NAME - 1), NAME), ink, here), accent(words) if current else faint(words)]
        right = [
            soft(pad(language.number(planned, lang) if planned else "", FIGURE, "right")),
            Span(pad(took, FIGURE + 4, "right"), "warn" if late else "soft"),
        ]
        return Row(columns(left, right, width), "▌" if here else "", "focus" if here else "", index)

    def _foot(self) -> list[Row]:
        session, lang = self.host.desk.session, self.host.lang
        found = [
            t(f"steps.{what}", lang, n=n)
            for what in ("actions", "decisions", "parked")
            if (n := sum(1 for _ in live(getattr(session, what))))
        ]
        return [EMPTY, row(soft("  " + "   ".join(found)))] if found else []

    def pairs(self) -> list[Pair]:
        pairs = [Pair("Enter", "keys.go_there")]
        if self.cursor < len(self.stops):
            step = self.host.book.scenario.step_by_id[self.stops[self.cursor].step]
            if step.optional:
                pairs.append(Pair("Space", "keys.skip"))
            pairs.append(Pair("+ -", "keys.minutes"))
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
                host.go_to(stop)
        elif key == "s":
            host.close_sheet()
        elif key in ("+", "-") and stop is not None:
            planned = flow.minutes(host.book, stop) or 0
            minutes = {**host.desk.session.plan.minutes, stop.step: max(1, planned + (1 if key == "+" else -1))}
            host.do(SetPlan(minutes=minutes))
        elif key == "space" and stop is not None and host.book.scenario.step_by_id[stop.step].optional:
            dropped = list(host.desk.session.plan.dropped)
            dropped = [one for one in dropped if one != stop.step] if stop.step in dropped else [*dropped, stop.step]
            host.do(SetPlan(dropped=dropped))
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            if target == self.cursor:
                self.key("enter")
            else:
                self.cursor = target
