"""Scenario files made by chance: every kind, key and source that goes together, in an order nobody would write."""

from __future__ import annotations

from random import Random

HEAD = """format = 1
id = "by_chance"
title = "By chance"
[scales.mood]
min = -3
max = 3
[choices]
sort = ["Aa", "Bb", "Cc"]
[teams.pairs]
size = 2
[teams.fours]
size = 2
of = "pairs"
[teams.offices]
teams = ["Lund", "Umea"]
[roles.boss]
title = "Boss"
[roles.jury]
title = "Jury"
many = true
"""
KINDS = ("note", "ask", "list", "sort", "matrix", "group", "vote", "result", "actions", "decisions")
VOICES = ("group", "each", "pairs", "fours", "offices", "boss", "jury")
VOTES = (
    "dots = 3",
    'dots = "any"',
    "dots = 5\nmax_each = 1\nexactly = true",
    "points = 100",
    "points = 7",
    "notes = [5, 3, 1]",
    'rank = "all"',
    "rank = 2\nworth = [3, 1]",
)
FIELDS = (
    'as = "text", lines = 3',
    'as = "list"',
    'as = "number"',
    'as = "number", min = 0.1, max = 0.4',
    'as = "number", min = -5, max = -1',
    'as = "number", min = 3',
    'as = "number", max = 2',
    'as = "scale", scale = "mood"',
    'as = "scale", min = 0, max = 1',
    'as = "choice", choices = "sort", other = true',
    'as = "choice", choices = "sort", many = true, min = 2, max = 2',
    'as = "choice", from = "people"',
    'as = "yesno"',
    'as = "date"',
    'as = "duration"',
)
AXES = 'x = { title = "X", low = "l", high = "h" }\ny = { title = "Y", low = "l", high = "h" }'
CORNER = 'places = [{ id = "corner", title = "C", x = "low", y = "low" }]'


class Writer:
    """Writes one file: what a step may name is what stands before it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.sources: list[str] = []
        self.questions: list[str] = []
        self.sections = self.steps = ""
        self.section, self.left = "", 0

    def file(self) -> str:
        for number in range(self.random.randint(4, 12)):
            self._section(number)
            self.steps += "\n".join(self._step(f"step{number}")) + "\n"
        return HEAD + self.sections + self.steps

    def now_and_then(self, part: float) -> bool:
        return self.random.random() < part

    def source(self) -> str:
        one, other = (self.random.choice(self.sources) for _ in range(2))
        top = f'{{ from = "{one}", top = {self.random.randint(1, 3)} }}'
        return self.random.choice([f'"{one}"', f'"{one}"', top, '"people"', f'["{one}", "{other}"]'])

    def _section(self, number: int) -> None:
        self.left -= 1
        if self.left > 0:
            return
        self.section = ""
        if not self.sources or not self.now_and_then(0.3):
            return
        self.section, self.left = f"section{number}", self.random.randint(1, 3)
        lines = ["[[section]]", f'id = "{self.section}"', 'title = "Section"']
        each, repeats, timed = (self.now_and_then(part) for part in (0.6, 0.5, 0.6))
        lines += [f"each = {self.source()}"] if each else []
        lines += [f"repeat = {{ max = {self.random.randint(1, 3)} }}"] if repeats else []
        if timed and (each or repeats):
            lines += [f"minutes = {self.random.randint(1, 20)}", 'at_time = "stop"', *(['left = "park"'] if each else [])]
        self.sections += "\n".join(lines) + "\n"

    def _step(self, id: str) -> list[str]:
        kind = self.random.choice(KINDS)
        if kind in ("sort", "matrix", "group", "vote") and not self.sources:
            kind = "list"
        lines = ["[[step]]", f'id = "{id}"', f'kind = "{kind}"', 'title = "Step"']
        lines += [f'section = "{self.section}"'] if self.section else []
        lines += [f"minutes = {self.random.randint(1, 9)}"] if self.now_and_then(0.5) else []
        by = "group"
        if kind not in ("note", "result"):
            by = self.random.choice(VOICES)
            lines.append(f'by = "{by}"')
            lines += [f'names = "{self.random.choice(["later", "never"])}"'] if self.now_and_then(0.2) else []
            lines += [f"repeat = {{ max = {self.random.randint(1, 3)} }}"] if self.now_and_then(0.15) else []
        return [*lines, *self._of_kind(kind, id, by)]

    def _of_kind(self, kind: str, id: str, by: str) -> list[str]:
        match kind:
            case "ask":
                return self._ask(id, by)
            case "list" | "actions" | "decisions":
                return self._list(id)
            case "sort":
                return self._from(f"{id}.p", 'places = ["P", "Q"]')
            case "matrix":
                return self._from(f"{id}.corner", AXES, CORNER, f"steps = {self.random.choice([2, 3, 10])}")
            case "group":
                return self._from(id, *(["alone = true"] if self.now_and_then(0.5) else []))
            case "vote":
                lines = self._from(id, self.random.choice(VOTES), *(["reason = true"] if self.now_and_then(0.3) else []))
                return [*lines, f"each = {self.source()}"] if self.now_and_then(0.2) and self.sources[:-1] else lines
            case "result":
                rows = [f"each = {self.source()}"] if self.sources and self.now_and_then(0.5) else []
                return [*rows, 'value = "1"']
        return ["pause = true"] if self.now_and_then(0.4) else []

    def _from(self, gives: str, *lines: str) -> list[str]:
        found = [f"from = {self.source()}", *lines]
        if "." in gives or "alone = true" in lines:
            self.sources.append(gives)
        return found

    def _ask(self, id: str, by: str) -> list[str]:
        lines: list[str] = []
        if self.sources and self.now_and_then(0.5):
            lines.append(f"each = {self.source()}")
            lines += [f"across = {self.source()}"] if self.now_and_then(0.3) else []
            lines += ["deal = 2"] if by != "group" and self.now_and_then(0.3) else []
        elif self.questions and self.now_and_then(0.3):
            lines.append(f'start = "{self.random.choice(self.questions)}"')
        elif not self.section:
            self.questions.append(id)
        fields = ",\n  ".join(self._field(number) for number in range(self.random.randint(1, 4)))
        return [*lines, f"fields = [\n  {fields}\n]"]

    def _list(self, id: str) -> list[str]:
        lines = [f"each = {self.source()}"] if self.sources and self.now_and_then(0.3) else []
        if self.sources and self.now_and_then(0.3):
            lines += [f"start = {self.source()}", *(["offer = true"] if self.now_and_then(0.5) else [])]
            lines += ["closed = true"] if self.now_and_then(0.2) else []
        elif self.now_and_then(0.2):
            lines.append(f'items = ["{id} a", "{id} b"]')
        lines += [f"max = {self.random.randint(1, 4)}"] if self.now_and_then(0.3) else []
        lines += [f"fields = [{self._field(0)}]"] if self.now_and_then(0.4) else []
        self.sources.append(id)
        return lines

    def _field(self, number: int) -> str:
        when = f', when = "field{number - 1} != none"' if number and self.now_and_then(0.2) else ""
        evidence = ", evidence = true" if self.now_and_then(0.2) else ""
        return f'{{ id = "field{number}", title = "Field", {self.random.choice(FIELDS)}{when}{evidence} }}'
