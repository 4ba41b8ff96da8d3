"""Times of day on the command line."""

from __future__ import annotations

from datetime import time
from typing import Any

import click

from workshop.language import parse_clock, t


class TimeOfDay(click.ParamType[time]):
    """`9`, `09:30`, `9.30` or `0930`."""

    name = "HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> time:
        if isinstance(value, time):
            return value
        found = parse_clock(str(value))
        if found is None:
            self.fail(t("cli.no_time", given=str(value)[:20]), param, context)
        return found


start = click.option("--start", type=TimeOfDay(), metavar="HH:MM")
end = click.option("--end", type=TimeOfDay(), metavar="HH:MM")
