"""The step's own clock: what was planned, what has been spent; more or less of it, a pause."""

from __future__ import annotations

from typing import Any

from workshop import language
from workshop.language import t
from workshop.session import flow
from workshop.session.changes import SetPlan
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, View, bold, row, soft


class TimePane(Pane):
    def __init__(self, host: Any) -> None:
        super().__init__(host)

    def view(self, width: int, height: int) -> View:
        host, lang = self.host, self.host.lang
        planned = flow.minutes(host.book, host.stop)
        spent = host.desk.seconds(host.stop.step, host.stop.at)
        words = t("time.planned", lang, n=language.number(planned, lang)) if planned else t("time.none", lang)
        rows = [
            EMPTY,
            row(bold(host.book.text(host.step.title))),
            row(soft(words)),
            row(soft(t("time.spent", lang, spent=language.minutes(spent)))),
        ]
        if host.desk.paused:
            rows.append(row(soft(t("time.paused", lang))))
        return View(rows)

    def pairs(self) -> list[Pair]:
        return [Pair("+", "keys.more_minutes"), Pair("-", "keys.fewer_minutes"), Pair("Space", "keys.pause")]

    def key(self, key: str) -> bool:
        host = self.host
        if key in ("+", "-"):
            planned = flow.minutes(host.book, host.stop) or 0
            minutes = max(1, planned + (1 if key == "+" else -1))
            host.do(SetPlan(minutes={**host.desk.session.plan.minutes, host.stop.step: minutes}))
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
