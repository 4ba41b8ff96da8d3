"""How each kind of step is told in the report; one file each, of the same name as in `scenario/kinds/`.

show(view, step, at)        what it came to, as blocks; nothing where nobody answered
raw(view, step)             every answer, word for word, in order
headline(view, step, at)    what belongs in the summary
contested(view, step, at)   where the voices see it differently
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from workshop.report.document import AnyBlock, Entry, Pair, RawGroup
from workshop.report.sections import actions, ask, decisions, group, list, matrix, note, result, sort, vote
from workshop.report.view import View


def nothing(view: View, step: Any, at: str) -> tuple[()]:
    return ()


class Kind(NamedTuple):
    show: Callable[[View, Any, str], tuple[AnyBlock, ...]]
    raw: Callable[[View, Any], tuple[RawGroup, ...]]
    headline: Callable[[View, Any, str], tuple[Pair, ...]] = nothing
    contested: Callable[[View, Any, str], tuple[Entry, ...]] = nothing


KINDS: dict[str, Kind] = {
    "note": Kind(note.show, note.raw),
    "ask": Kind(ask.show, ask.raw, ask.headline, ask.contested),
    "list": Kind(list.show, list.raw),
    "sort": Kind(sort.show, sort.raw, contested=sort.contested),
    "matrix": Kind(matrix.show, matrix.raw, contested=matrix.contested),
    "group": Kind(group.show, group.raw),
    "vote": Kind(vote.show, vote.raw, vote.headline),
    "result": Kind(result.show, result.raw, result.headline),
    "actions": Kind(actions.show, actions.raw),
    "decisions": Kind(decisions.show, decisions.raw),
}
