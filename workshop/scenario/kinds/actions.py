"""Who does what, by when: a list that lands in the log of actions."""

from workshop.scenario.kinds.list import ListStep


class Actions(ListStep, tag="actions"):
    pass
