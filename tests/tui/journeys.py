"""A journey grid without a terminal: its scenario, its session, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.tui import fake
from workshop.session.changes import AddItem
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.session.model import Spot, live
from workshop.tui.steps.journey import JourneyPane

SCENARIO = """
format = 1
id = "journey_of_one"
title.sv = "Kundresan"
title.en = "Customer journey"
languages = ["sv", "en"]

[[step]]
id = "stages"
kind = "list"
title.sv = "Etapperna"
title.en = "The stages"

[[step]]
id = "grid"
kind = "ask"
title.sv = "Resan"
title.en = "The journey"
each = "stages"
look = "journey"
fields = [
{fields}
]
"""

LABELS = '["mycket dåligt", "trögt", "varken eller", "bra", "mycket bra"]'
TEXTS = f"""
  {{ id = "does", as = "list", title = "Gör", prompt = "Vad gör Maria när hon {{item}}?" }},
  {{ id = "feels", as = "scale", min = -2, max = 2, curve = true, labels = {LABELS}, title = "Känner" }},
  {{ id = "knows", as = "list", title = "Vet", prompt = "Vad behöver Maria veta när hon {{item}}?", hint = "Hennes ord." }},
  {{ id = "often", title = "Hur ofta", prompt = "Hur ofta händer det?" }},
  {{ id = "trigger", as = "list", title = "Triggas av" }},
  {{ id = "data_in", as = "list", title = "Data in" }},
  {{ id = "data_out", as = "list", title = "Data ut" }},
  {{ id = "channels", as = "list", title = "Kanaler" }},
  {{ id = "pains", as = "list", title = "Smärta", prompt = "Vad gör ont när hon {{item}}?" }},
  {{ id = "chances", as = "list", title = "Möjlighet" }},
  {{ id = "activities", as = "list", title = "Aktiviteter" }},
"""

WAYS = '["Webb", "Möte", "Telefon"]'
MANY = '["Ett", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva"]'
KINDS = f"""
  {{ id = "said", as = "list", title = "Sagt" }},
  {{ id = "words", title = "Ord" }},
  {{ id = "long_text", title = "Text", lines = 4 }},
  {{ id = "sum", as = "number", title = "Summa", unit = "kr", min = 0 }},
  {{ id = "mark", as = "scale", title = "Betyg", evidence = true }},
  {{ id = "ten", as = "scale", min = 0, max = 10, title = "Noll till tio" }},
  {{ id = "pick", as = "choice", title = "Kanal", options = {WAYS}, other = true }},
  {{ id = "some", as = "choice", many = true, title = "Flera", options = {WAYS} }},
  {{ id = "wide", as = "choice", title = "Många", options = {MANY} }},
  {{ id = "sure", as = "yesno", title = "Säkert" }},
  {{ id = "day", as = "date", title = "Dag" }},
  {{ id = "long", as = "duration", title = "Längd" }},
  {{ id = "last", title = "Sist", when = "sure == true" }},
"""

STAGES = ("Upptäcker", "Jämför", "Provar", "Beställer", "Får", "Använder", "Förnyar")


def desk(
    stages: Sequence[str] = STAGES, fields: str = TEXTS, lang: str = "sv", scenario: str = "", people: Sequence[str] = ()
) -> Desk:
    """A session of the scenario above with these stages."""
    text = scenario or SCENARIO.replace("{fields}", fields.strip("\n"))
    return fake.desk(text, lang=lang, people=people, changes=[AddItem(step="stages", text=stage) for stage in stages])


class GridHost(fake.FakeHost):
    """Hosts the grid; draws only when it is to be drawn, as the screens do."""

    pane: JourneyPane

    def __init__(self, desk: Desk, width: int = 72, height: int = 18) -> None:
        super().__init__(desk, width, height)
        self.draws = 0
        self.show(JourneyPane(self, Stop("grid")))

    def draw(self) -> Any:
        self.draws += 1
        return super().draw()

    # what a person does
    def type(self, text: str) -> GridHost:
        assert self.drawn.line is not None, "no line is open"
        for sign in text:
            self.line += sign
            self.cursor = len(self.line)
            if self.pane.typed(self.line):
                self.draw()
        return self

    def press(self, *keys: str) -> GridHost:
        """As the base, and `u` undoes; `clear` empties the line (Ctrl+U)."""
        for key in keys:
            self.said.clear()
            if key == "clear":
                self.set_line("")
            elif key == "u" and not self.pane.writing:
                self.desk.undo()
                self.draw()
            else:
                super().press(key)
        return self

    def lines(self, *lines: str) -> GridHost:
        """Pasted lines."""
        super().paste("\n".join(lines))
        return self

    def at(self, stage: str, field: str, use: str = "") -> GridHost:
        """To a cell."""
        self.pane.go(self.id_of(stage), field, use)
        self.draw()
        return self

    # what is seen
    @property
    def message(self) -> str:
        return self.said[-1] if self.said else ""

    @property
    def seen(self) -> list[str]:
        """The rows as they were drawn last, without what stands on the line."""
        return [f"{row.mark or ' '} {fake.text_of(row)}" for row in self.drawn.rows]

    @property
    def text(self) -> str:
        return "\n".join(self.seen)

    # what there is
    def id_of(self, stage: str) -> str:
        return next(item.id for item in self.book.rows(self.pane.step) if self.book.label(item.id) == stage)

    def entries(self, stage: str, field: str) -> list[str]:
        return [entry.text for entry in live(self.cell(stage).get(field, ()))]

    def cell(self, stage: str, by: str = "") -> Any:
        return self.desk.session.cell("grid", Spot(of=self.id_of(stage), by=by))

    @property
    def stages(self) -> list[str]:
        return [self.book.label(item.id) for item in self.book.rows(self.pane.step)]

    @property
    def here(self) -> tuple[str, str]:
        """The stage and the question at hand."""
        return self.book.label(self.pane.of), self.pane.field_id
