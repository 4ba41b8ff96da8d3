"""The eight field types; one file each, of the same name in `tui/fields/`."""

from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.duration import DurationField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField

AnyField = TextField | ListField | NumberField | ScaleField | ChoiceField | YesNoField | DateField | DurationField

FIELD_TYPES: dict[str, type] = {
    "text": TextField,
    "list": ListField,
    "number": NumberField,
    "scale": ScaleField,
    "choice": ChoiceField,
    "yesno": YesNoField,
    "date": DateField,
    "duration": DurationField,
}
