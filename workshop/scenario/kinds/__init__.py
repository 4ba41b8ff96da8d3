"""The ten step kinds; one file each, of the same name in `session/kinds/`, `tui/steps/` and `report/sections/`."""

from workshop.scenario.kinds.actions import Actions
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.decisions import Decisions
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.note import Note
from workshop.scenario.kinds.result import Result
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote

AnyStep = Note | Ask | ListStep | Sort | Matrix | GroupStep | Vote | Result | Actions | Decisions

KINDS: dict[str, type] = {
    "note": Note,
    "ask": Ask,
    "list": ListStep,
    "sort": Sort,
    "matrix": Matrix,
    "group": GroupStep,
    "vote": Vote,
    "result": Result,
    "actions": Actions,
    "decisions": Decisions,
}
