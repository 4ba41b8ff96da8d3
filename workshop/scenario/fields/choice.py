"""One or several of written options, shared choices or a source's items."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import field

from workshop.scenario.faults import Fault, Path, error
from workshop.scenario.model import AnySource, Count, Field, Least, Many, Option, least_most, twice


class ChoiceField(Field, frozen=True, kw_only=True, tag="choice", rename={"from_": "from"}):
    options: Annotated[list[Option], Many] = field(default_factory=list)
    choices: str | None = None  # a shared list; its options are written in when the file is read
    from_: AnySource | None = None
    many: bool = False
    min: Least | None = None
    max: Count | None = None
    other: bool = False

    def faults(self, path: Path) -> Iterator[Fault]:
        given = {"options": bool(self.options), "choices": self.choices is not None, "from": self.from_ is not None}
        ways = [key for key, is_given in given.items() if is_given]
        if not ways:
            yield error("choice_none", path)
        elif len(ways) > 1:
            yield error("choice_several", (*path, ways[-1]), keys=", ".join(ways))
        for key, bound in (("min", self.min), ("max", self.max)):
            if bound is not None and not self.many:
                yield error("choice_many", (*path, key), key=key)
        yield from least_most(self.min, self.max, path)
        yield from twice(self.options, (*path, "options"))
