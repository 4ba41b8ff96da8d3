"""Decisions stand first in the report, in one table with those caught elsewhere; here they are only kept word for word."""

from __future__ import annotations

from workshop.report.document import AnyBlock
from workshop.report.sections import list as lists
from workshop.report.view import View
from workshop.scenario.kinds.decisions import Decisions


def show(view: View, step: Decisions, at: str) -> tuple[AnyBlock, ...]:
    return ()


raw = lists.raw
