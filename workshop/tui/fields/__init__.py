"""The editors of the field types: one file a type, of the same name as in `scenario/fields/`.

Each says how an answer is drawn, which keys give it where no line is open, and what typed text becomes. Imported when a field
of the type is first shown.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from workshop.scenario.fields import AnyField
from workshop.tui.fields.base import FieldEditor


def editor_of(field: AnyField) -> FieldEditor:
    return _editor(field.kind)


def editor_in_item(field: AnyField) -> FieldEditor:
    """The editor of a field that an item of a list has: there a list is one line."""
    if field.kind == "list":
        from workshop.tui.fields.list import IN_ITEM

        return IN_ITEM
    return editor_of(field)


@cache
def _editor(kind: str) -> FieldEditor:
    editor: FieldEditor = import_module(f"workshop.tui.fields.{kind}").EDITOR
    return editor
