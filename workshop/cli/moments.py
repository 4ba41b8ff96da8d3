"""Times of day on the command line."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

import click

from workshop.language import t

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?")


class TimeOfDay(click.ParamType[time]):
    """`9`, `09:30`, `9.30` or `0930`."""

    name = "HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> time:
        if isinstance(value, time):
            return value
        found = _TIME.fullmatch(str(value).strip())
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            self.fail(t("cli.no_time", given=str(value)[:20]), param, context)
        return time(int(found[1]), int(found[2] or 0))


start = click.option("--start", type=TimeOfDay(), metavar="HH:MM")
end = click.option("--end", type=TimeOfDay(), metavar="HH:MM")
