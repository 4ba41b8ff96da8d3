"""Put items together and name the groups."""

from workshop.scenario.model import Answered, AnySource, Least


class GroupStep(Answered, frozen=True, kw_only=True, tag="group", rename={"from_": "from"}):
    from_: AnySource
    alone: bool = False
    min: Least | None = None
