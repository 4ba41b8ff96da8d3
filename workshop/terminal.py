"""What the terminal can show, by what its environment says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

Colours = Literal["none", "few", "some", "all"]
"""None is wanted; sixteen; 256; sixteen million."""


def is_screen(environ: Mapping[str, str]) -> bool:
    """Whether GNU screen lies between: up to 4.9 it takes a colour of 24 bits apart into dim, blinking and others, while
    COLORTERM speaks of the terminal behind it. (A tmux inside it makes do with what it gets.)"""
    return bool(environ.get("STY")) and not environ.get("TERM", "").startswith("tmux")


def colours(environ: Mapping[str, str]) -> Colours:
    """How many colours there are."""
    if environ.get("NO_COLOR"):
        return "none"
    if is_screen(environ):
        return "some"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or os.name == "nt":
        return "all"
    return "some" if "256" in environ.get("TERM", "") else "few"
