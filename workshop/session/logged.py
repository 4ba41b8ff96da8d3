"""What each kind of thing that is caught on the way may hold, besides its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshop.scenario.fields import AnyField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session.kinds import actions, decisions

LOG_OF = {"action": "actions", "decision": "decisions", "parked": "parked", "note": "notes"}

MARK = ScaleField(id="mark", title="mark")
"""Whether it was worth the time: 1 (not at all) to 5 (well worth it)."""

PARKED: tuple[AnyField, ...] = (
    *actions.FIELDS,  # somebody may be asked to find out, by a day; `done` = dealt with
    TextField(id="answer", title="answer", lines=3),
    YesNoField(id="kept", title="kept"),  # looked at in the closing, and left as it is for the report
)

LOG_FIELDS: Mapping[str, Sequence[AnyField]] = {
    "actions": actions.FIELDS,
    "decisions": decisions.FIELDS,
    "parked": PARKED,
    "notes": (),
    "evaluation": (MARK,),
}
