"""One or several of written options, shared choices or a source's items."""

from msgspec import field

from workshop.scenario.model import AnySource, Field, Option


class ChoiceField(Field, frozen=True, kw_only=True, tag="choice", rename={"from_": "from"}):
    options: list[Option] = field(default_factory=list)
    choices: str | None = None  # a shared list; its options are written in when the file is read
    from_: AnySource | None = None
    many: bool = False
    min: int | None = None
    max: int | None = None
    other: bool = False
