"""A note has nothing to hand over: what was said is in the scenario, a break in the agenda."""

from __future__ import annotations

from workshop.report.document import AnyBlock, RawGroup
from workshop.report.view import View
from workshop.scenario.kinds.note import Note


def show(view: View, step: Note, at: str) -> tuple[AnyBlock, ...]:
    return ()


def raw(view: View, step: Note) -> tuple[RawGroup, ...]:
    return ()
