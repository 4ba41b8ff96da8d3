"""Several short entries in one place: each is an item that can be voted on, sorted, split."""

from workshop.scenario.model import Field


class ListField(Field, frozen=True, kw_only=True, tag="list"):
    pass
