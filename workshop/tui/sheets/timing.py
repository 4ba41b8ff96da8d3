"""The step's own clock: what was planned, what has been spent; more or less of it, a pause, none."""

from __future__ import annotations

from typing import Any

from workshop import language
from workshop.language import t
from workshop.session import flow
from workshop.session.changes import SetPlan
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, View, bold, row, soft


class TimePane(Pane):
    host: Any

    def view(self, width: int, height: int) -> View:
        host, lang = self.host, self.host.lang
        planned = flow.minutes(host.book, host.stop)
        spent = host.desk.seconds(host.stop.step, host.stop.at)
        words = t("time.planned", lang, n=planned) if planned else t("time.none", lang)
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
        pause = Pair("Space", "keys.go_on_clock" if self.host.desk.paused else "keys.pause")
        return [pause, Pair("+ -", "keys.minutes", "+"), Pair("0", "keys.no_clock")]

    def key(self, key: str) -> bool:
        host = self.host
        if key in ("+", "-", "0"):
            planned = flow.minutes(host.book, host.stop) or 0
            minutes = 0 if key == "0" else max(1, planned + (1 if key == "+" else -1))
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
