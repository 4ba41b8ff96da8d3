"""A matrix: the corner each item lies in, and its position (`.x .y`, 1..steps)."""

from workshop.session.values.placed import items, of_item, value

__all__ = ["items", "of_item", "value"]
