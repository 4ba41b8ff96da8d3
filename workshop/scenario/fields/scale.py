"""A whole number on a scale with labels at its ends or at every step."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import field

from workshop.scenario.faults import Fault, Path, error
from workshop.scenario.model import Field, Many, Text, Whole


class ScaleField(Field, frozen=True, kw_only=True, tag="scale"):
    min: Whole = 1
    max: Whole = 5
    labels: Annotated[list[Text], Many] = field(default_factory=list)
    scale: str | None = None  # a shared scale; its bounds and labels are written in when the file is read
    reverse: bool = False
    curve: bool = False

    @property
    def steps(self) -> int:
        """How many answers there are."""
        return self.max - self.min + 1

    def faults(self, path: Path) -> Iterator[Fault]:
        if self.scale is None:
            yield from scale_faults(self.min, self.max, len(self.labels), path)


def scale_faults(low: int, high: int, labels: int, path: Path) -> Iterator[Fault]:
    """Bounds that are no scale, or labels that do not go with them. Also of a shared scale."""
    if low >= high:
        yield error("scale_order", (*path, "max" if high != 5 else "min"), min=low, max=high)
    elif high - low >= 50:
        yield error("scale_long", (*path, "max"), limit=50)
    elif labels not in (0, 2, high - low + 1):
        yield error("scale_labels", (*path, "labels"), labels=labels, n=high - low + 1)
