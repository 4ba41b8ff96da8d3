"""What an action holds besides its step's own fields. Its changes are those of any list."""

from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField

FIELDS: tuple[AnyField, ...] = (
    TextField(id="owner", title="owner"),  # a name as it was said: nobody need be a participant to be given something
    DateField(id="due", title="due"),
    YesNoField(id="done", title="done"),
)
