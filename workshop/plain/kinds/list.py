"""A list: one thing a line, an empty line goes on."""

from __future__ import annotations

from workshop.plain.items import Items
from workshop.plain.talk import Talk


def take(talk: Talk) -> None:
    Items(talk).go()
