"""A note: something to say or read, or a break."""

from __future__ import annotations

from workshop.plain.talk import Talk
from workshop.plain.turns import Onward
from workshop.text import paragraphs


def take(talk: Talk) -> None:
    read(talk)
    while True:
        said = talk.hear(talk.t("note_on"), listing=lambda: read(talk), asking=lambda: read(talk))
        if not said.text:
            raise Onward
        talk.refuse_with("nothing_asked")


def read(talk: Talk) -> None:
    """Its paragraphs, a line each; of a list each of its lines."""
    for block in paragraphs(talk.book.text(talk.step.text, talk.scope())):
        for line in block.lines if block.kind == "list" else (block.text,):
            talk.say(line)
