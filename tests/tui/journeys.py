"""A journey grid without a terminal: a host over a real Desk that hands keys and lines on as the screens do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from workshop.errors import Refused
from workshop.scenario import load
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.changes import AddItem, Change
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.session.model import Spot, live
from workshop.tui.rows import Row, View, wrap
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
  {{ id = "text", title = "Text", lines = 4 }},
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

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
STAGES = ("Upptäcker", "Jämför", "Provar", "Beställer", "Får", "Använder", "Förnyar")

LETTERS = {"space": " "}


def desk(
    stages: Sequence[str] = STAGES, fields: str = TEXTS, lang: str = "sv", scenario: str = "", people: Sequence[str] = ()
) -> Desk:
    """A session of the scenario above with these stages."""
    text = scenario or SCENARIO.replace("{fields}", fields.strip("\n"))
    made = load.trusted(text)
    found = Desk(made, begin(made, text, lang=lang, title="Kundresan", people=people, now=NOW))
    for stage in stages:
        found.do(AddItem(step="stages", text=stage, id=f"s{stage.lower()[:6]}".translate(PLAIN)))
    return found


PLAIN = str.maketrans("åäö", "aao", " ”\"'")


class FakeHost:
    """What the screens give a pane; `type`, `press` and `paste` are what a person does."""

    def __init__(self, desk: Desk, width: int = 72, height: int = 18) -> None:
        self.desk = desk
        self.glyphs = "unicode"
        self.width, self.height = width, height
        self.said = ""
        self.line = ""
        self.drawn = 0
        self.pane: JourneyPane = JourneyPane(self, Stop("grid"))
        self.line = ""
        self.view = self.draw()

    # what a pane may ask
    @property
    def book(self) -> Book:
        return self.desk.book

    @property
    def lang(self) -> str:
        return self.desk.session.lang

    @property
    def line_text(self) -> str:
        return self.line if self.is_open else ""

    @property
    def is_open(self) -> bool:
        return getattr(self, "view", View(())).line is not None

    @property
    def line_rows(self) -> int:
        if not hasattr(self, "view") or self.view.line is None:
            return 1
        return max(1, min(len(wrap(self.line, self.view.line.width, 0)), self.view.line.rows))

    def set_line(self, text: str, cursor: int | None = None) -> None:
        self.line = text

    def do(self, *changes: Change) -> bool:
        try:
            self.desk.do_all(changes)  # type: ignore[arg-type]
        except Refused as refusal:
            self.said = str(refusal)
            return False
        return True

    def say(self, message: str) -> None:
        self.said = message

    def redraw(self) -> None:
        self.draw()

    # what a person does
    def draw(self) -> View:
        self.drawn += 1
        self.view = self.pane.view(self.width, self.height)
        return self.view

    def type(self, text: str) -> FakeHost:
        assert self.view.line is not None, "no line is open"
        for sign in text:
            self.line += sign
            if self.pane.typed(self.line):
                self.draw()
        return self

    def press(self, *keys: str) -> FakeHost:
        """Keys by Textual's names, handed on as the screens do: those of the line to the line, the others to the pane."""
        for key in keys:
            self.said = ""
            if self.view.line is None:
                if key == "escape" and self.pane.writing:
                    self.pane.escape("")
                elif not self.pane.key(key) and key == "u" and not self.pane.writing:
                    self.desk.undo()
            elif key == "enter":
                self.pane.enter(self.line)
            elif key == "escape":
                self.pane.escape(self.line)
            elif key in ("up", "down", "tab", "shift+tab") or (not self.line and key in ("left", "right", "home", "end")):
                self.pane.move(key, self.line)
            elif key == "backspace":
                self.line = self.line[:-1]
            elif key == "clear":  # as Ctrl+U
                self.line = ""
            else:
                raise AssertionError(f"{key} while writing")
            self.draw()
        return self

    def paste(self, *lines: str) -> FakeHost:
        if not self.pane.paste(list(lines), self.line_text):
            self.line += " ".join(lines)
        self.draw()
        return self

    # what is seen
    @property
    def rows(self) -> list[str]:
        return [text_of(row) for row in self.view.rows]

    @property
    def screen(self) -> str:
        return "\n".join(self.rows)

    def entries(self, stage: str, field: str) -> list[str]:
        found: Any = self.cell(stage).get(field, ())
        return [entry.text for entry in live(found)]

    def cell(self, stage: str, by: str = "") -> Any:
        of = next(item.id for item in self.book.rows(self.pane.step) if self.book.label(item.id) == stage)
        return self.desk.session.cell("grid", Spot(of=of, by=by))

    @property
    def stages(self) -> list[str]:
        return [self.book.label(item.id) for item in self.book.rows(self.pane.step)]

    @property
    def here(self) -> tuple[str, str]:
        """The stage and the question at hand."""
        return self.book.label(self.pane.of), self.pane.field_id


def text_of(row: Row) -> str:
    return f"{row.mark or ' '} " + "".join(span.text for span in row.spans)
