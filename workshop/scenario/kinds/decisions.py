"""What was decided, and why: a list that lands in the log of decisions."""

from workshop.scenario.kinds.list import ListStep


class Decisions(ListStep, frozen=True, kw_only=True, tag="decisions"):
    pass
