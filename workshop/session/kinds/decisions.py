"""What a decision holds besides its step's own fields. Its changes are those of any list."""

from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.text import TextField

FIELDS: tuple[AnyField, ...] = (
    TextField(id="why", title="why", lines=3),
    TextField(id="decided_by", title="decided_by"),
    DateField(id="review", title="review"),
)
