"""Who does what, by when: a list that lands in the log of actions."""

from workshop.scenario.kinds.list import ListStep


class Actions(ListStep, frozen=True, kw_only=True, tag="actions"):
    pass
