"""A sort: which place each item was put in."""

from workshop.session.values.placed import items, of_item, value

__all__ = ["items", "of_item", "value"]
