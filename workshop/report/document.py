"""What is handed over, before it is any file: one neutral Document that every writer lays out.

Nothing here knows a format. Text is plain runs; what a person wrote is always one run without style, so a writer can escape
it as a whole. A number or a date comes with its value and as it is drawn in the document's language. Words that belong to
the layout alone (the head of a column of links, "missing") are looked up by the writer in `report.toml`.

Titles and names that cannot carry marks are `str`; what may (a scenario's questions) is `Words`. All structs are frozen,
and `msgspec.json` writes and reads a whole Document as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from workshop.text import Run

Words = tuple[Run, ...]
"""A stretch of text; newlines may stand in it."""


def plain(text: str) -> Words:
    """Text without marks, as one run."""
    return (Run(text),) if text else ()


def text_of(words: Words) -> str:
    return "".join(run.text for run in words)


class Thing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of everything in a document."""


# ------------------------------------------------------------------------------------------------------- what is said


class Number(Thing, frozen=True, kw_only=True):
    value: float
    drawn: str  # in the document's language, with its unit: "−2", "73 %", "1 h 30 min"


class Entry(Thing, frozen=True, kw_only=True):
    """One thing somebody said, whole."""

    words: Words
    by: str = ""  # who said it, where names may be shown
    note: str = ""  # what the program adds: "3 dots", "new"
    id: str = ""  # of the item, so that writers can tell two of the same words apart
    level: int = 0  # 1: belongs to the entry before it


class Cell(Thing, frozen=True, kw_only=True):
    """One place of a table or a map. More than one entry is a list.

    `value` is what a spreadsheet should hold where the words only draw it: a number, a day, a truth.
    """

    entries: tuple[Entry, ...] = ()
    value: float | date | bool | None = None
    missing: bool = False  # something is due here and nobody has said it
    short: tuple[Entry, ...] = ()  # where the entries are too long for a table: what to draw instead, ending in …
    link: str = ""  # anchor of where the whole is
    reference: str = ""  # how that place is named: "A7"

    @property
    def drawn(self) -> tuple[Entry, ...]:
        """What a page with little room shows."""
        return self.short or self.entries

    @property
    def text(self) -> str:
        """Everything in it, an entry a line."""
        return "\n".join(text_of(entry.words) for entry in self.entries)


class Pair(Thing, frozen=True, kw_only=True):
    """A label and what belongs to it."""

    title: str
    cell: Cell
    question: Words = ()  # the question in full, where the title is its short name


# ------------------------------------------------------------------------------------------------------------- blocks


class Block(Thing, frozen=True, kw_only=True, tag_field="block", tag=str.lower):
    anchor: str = ""  # where links lead: [a-z0-9-], unique in the document


class Heading(Block, frozen=True, kw_only=True):
    """A heading inside a chapter, `level` steps below its title."""

    words: Words
    level: int = 1


class Paragraph(Block, frozen=True, kw_only=True):
    words: Words
    role: Literal["plain", "lead", "soft"] = "plain"  # soft: a hint, a rule, a source


class Bullets(Block, frozen=True, kw_only=True):
    entries: tuple[Entry, ...]
    ordered: bool = False


class KeyValues(Block, frozen=True, kw_only=True):
    pairs: tuple[Pair, ...]


class Quote(Block, frozen=True, kw_only=True):
    """A text that the group made, set apart: a sentence they ended up with."""

    words: Words
    by: str = ""


class Notice(Block, frozen=True, kw_only=True):
    """Something the program has to say about what stands here."""

    words: Words
    kind: Literal["note", "warning"] = "note"


class Conclusion(Block, frozen=True, kw_only=True):
    """What a result says, in one sentence, with the figures it rests on and what to do about it."""

    words: Words
    text: tuple[Words, ...] = ()  # paragraphs
    figures: tuple[Figure, ...] = ()
    next: str = ""  # the workshop to take next, by its title


class Figure(Thing, frozen=True, kw_only=True):
    title: str
    number: Number | None  # None: nothing to compute it from
    drawn: str = ""  # where it is words, not a number


class Column(Thing, frozen=True, kw_only=True):
    title: str
    kind: Literal["text", "name", "number", "date", "choice", "mark"] = "text"
    weight: float = 1  # the share of the width
    note: str = ""  # under the title: the unit, the question

    @property
    def align(self) -> Literal["left", "right"]:
        return "right" if self.kind == "number" else "left"


class Row(Thing, frozen=True, kw_only=True):
    cells: tuple[Cell, ...]
    strong: bool = False  # a sum, the ones that go on
    id: str = ""


class RowGroup(Thing, frozen=True, kw_only=True):
    rows: tuple[Row, ...]
    title: str = ""


class Table(Block, frozen=True, kw_only=True):
    """Columns of one type each; the head repeats on every page and no row is cut."""

    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    caption: str = ""
    heads: bool = True  # the first column names its row
    look: Literal["table", "calendar"] = "table"  # calendar: its first column of dates says when each row is

    @property
    def rows(self) -> Iterator[Row]:
        for group in self.groups:
            yield from group.rows

    @property
    def wide(self) -> bool:
        """Whether it wants a page on its side."""
        return sum(column.weight for column in self.columns) > 7.5


class Point(Thing, frozen=True, kw_only=True):
    """A value on a curve, over its stage. None leaves a gap: nothing is drawn through nothing."""

    title: str
    number: Number | None = None
    label: str = ""  # the word of the scale, or the note beside the value


class Series(Thing, frozen=True, kw_only=True):
    points: tuple[Point, ...]
    title: str = ""


class Curve(Block, frozen=True, kw_only=True):
    """Values over an order, one or more series, on a scale of whole numbers from `low` to `high`."""

    title: str
    low: float
    high: float
    series: tuple[Series, ...]
    low_label: str = ""
    high_label: str = ""
    id: str = ""  # of the question, where it is a lane of a map


class Lane(Block, frozen=True, kw_only=True):
    """A row of a journey map: one question, its answer at each stage."""

    title: str
    cells: tuple[Cell, ...]
    kind: Literal["text", "name", "number", "date", "choice", "mark"] = "text"
    id: str = ""  # of the question (`grid` field or later step): what `lanes` of an export names


class Stage(Thing, frozen=True, kw_only=True):
    title: str
    phase: str = ""
    starred: bool = False  # a moment that matters
    note: str = ""  # why: "7 dots"
    id: str = ""


class JourneyMap(Block, frozen=True, kw_only=True):
    """Stages from left to right, a lane for each question; a curve among the lanes spans them all."""

    title: str
    stages: tuple[Stage, ...]
    lanes: tuple[Lane | Curve, ...]
    subject: tuple[Pair, ...] = ()  # whose journey, and what for

    def parts(self, most: int) -> tuple[JourneyMap, ...]:
        """The map in parts of at most so many stages, as even as can be. The lanes repeat; the first part has the
        subject."""
        count = -(-len(self.stages) // most) or 1
        if count == 1:
            return (self,)
        size, longer = divmod(len(self.stages), count)
        found: list[JourneyMap] = []
        start = 0
        for at in range(count):
            cut = slice(start, start := start + size + (at < longer))
            found.append(
                replace(
                    self,
                    anchor=self.anchor if at == 0 else "",
                    subject=self.subject if at == 0 else (),
                    stages=self.stages[cut],
                    lanes=tuple(_cut(lane, cut) for lane in self.lanes),
                )
            )
        return tuple(found)


def _cut(lane: Lane | Curve, cut: slice) -> Lane | Curve:
    if isinstance(lane, Lane):
        return replace(lane, cells=lane.cells[cut])
    return replace(lane, series=tuple(replace(one, points=one.points[cut]) for one in lane.series))


class Bar(Thing, frozen=True, kw_only=True):
    title: str
    number: Number | None
    place: str = ""  # in the order, ties alike: "1", "2", "2"
    note: str = ""  # "4 people"
    before: Number | None = None  # the round, or the time, before
    span: tuple[float, float] | None = None  # at least, at most
    ahead: bool = False  # among those that go on


class Threshold(Thing, frozen=True, kw_only=True):
    value: float
    title: str


class Bars(Block, frozen=True, kw_only=True):
    """Lengths to compare, from `low`; a threshold is a line across them."""

    rows: tuple[Bar, ...]
    high: float
    low: float = 0
    title: str = ""
    thresholds: tuple[Threshold, ...] = ()
    look: Literal["bars", "radar"] = "bars"  # radar: a profile, an axis a row from `low` to `high`


class Ranked(Thing, frozen=True, kw_only=True):
    place: str
    title: str
    number: Number | None = None
    note: str = ""
    ahead: bool = False


class Ranking(Block, frozen=True, kw_only=True):
    """An order, best first, where a length would mislead (a sum of ranks: low is best)."""

    rows: tuple[Ranked, ...]
    title: str = ""
    unit: str = ""  # what the number is


class DotRow(Thing, frozen=True, kw_only=True):
    """How several voices answered one thing on a scale."""

    title: str
    counts: tuple[tuple[float, int], ...]  # (value, how many), rising
    mean: Number | None = None
    note: str = ""  # the spread in words


class DotPlot(Block, frozen=True, kw_only=True):
    """Every voice a dot: so that a mean never hides that people disagree."""

    rows: tuple[DotRow, ...]
    low: float
    high: float
    labels: tuple[tuple[float, str], ...] = ()  # the scale's own words, by value
    title: str = ""


class Axis(Thing, frozen=True, kw_only=True):
    title: str
    low: str
    high: str


class Corner(Thing, frozen=True, kw_only=True):
    title: str
    x: Literal["low", "high"]
    y: Literal["low", "high"]
    text: str = ""


class PlotPoint(Thing, frozen=True, kw_only=True):
    letter: str  # a, b … z, aa: what stands in the plane
    title: str
    x: float  # 1..steps, fractions where voices were averaged
    y: float
    place: str = ""  # the title of its corner
    note: str = ""


class MatrixPlot(Block, frozen=True, kw_only=True):
    """Things on two axes, with names for the corners."""

    title: str
    x: Axis
    y: Axis
    points: tuple[PlotPoint, ...]
    corners: tuple[Corner, ...] = ()
    steps: int = 10
    unplaced: tuple[Entry, ...] = ()


class Node(Thing, frozen=True, kw_only=True):
    title: str
    fields: tuple[Pair, ...] = ()
    children: tuple[Node, ...] = ()
    note: str = ""
    id: str = ""

    @property
    def leaves(self) -> int:
        return sum(child.leaves for child in self.children) or 1


class Tree(Block, frozen=True, kw_only=True):
    """What was split into what."""

    title: str
    nodes: tuple[Node, ...]

    @property
    def depth(self) -> int:
        def below(nodes: tuple[Node, ...]) -> int:
            return 1 + max((below(node.children) for node in nodes), default=0) if nodes else 0

        return below(self.nodes)


class Pile(Thing, frozen=True, kw_only=True):
    title: str
    entries: tuple[Entry, ...]
    text: str = ""  # the advice for what lands here
    note: str = ""


class Piles(Block, frozen=True, kw_only=True):
    """Things put in places, or put together: each place with what lies in it."""

    piles: tuple[Pile, ...]
    title: str = ""
    look: Literal["columns", "lanes", "cycle"] = "columns"  # lanes: one over the other; cycle: each leads to the next


class Decision(Thing, frozen=True, kw_only=True):
    id: str
    number: str  # "B1", "D1": by the language's own letter
    title: str
    why: str = ""
    by: str = ""
    review: Cell = Cell()
    fields: tuple[Pair, ...] = ()
    origin: str = ""  # the step it came from
    link: str = ""


class DecisionsTable(Block, frozen=True, kw_only=True):
    rows: tuple[Decision, ...]


class Action(Thing, frozen=True, kw_only=True):
    """What somebody is to do. An owner or a day that is missing is shown as missing, unless it is done."""

    id: str
    number: str  # "A1"
    title: str
    owner: str = ""
    due: date | None = None
    due_drawn: str = ""
    done: bool = False
    late: bool = False
    fields: tuple[Pair, ...] = ()
    origin: str = ""
    link: str = ""


class ActionsTable(Block, frozen=True, kw_only=True):
    rows: tuple[Action, ...]


class RawQuestion(Thing, frozen=True, kw_only=True):
    """One question and everything that was answered to it, in order."""

    entries: tuple[Entry, ...]
    question: Words = ()


class RawGroup(Thing, frozen=True, kw_only=True):
    """The answers about one row, one round or one item; `title` names it."""

    questions: tuple[RawQuestion, ...]
    title: str = ""
    anchor: str = ""


class RawAnswers(Block, frozen=True, kw_only=True):
    """All that was entered in one step, word for word."""

    number: str  # "A7"
    title: str
    groups: tuple[RawGroup, ...]
    question: Words = ()


AnyBlock = (
    Heading | Paragraph | Bullets | KeyValues | Quote | Notice | Conclusion | Table | Curve | JourneyMap | Bars | Ranking
    | DotPlot | MatrixPlot | Tree | Piles | DecisionsTable | ActionsTable | RawAnswers
)  # fmt: skip


# ------------------------------------------------------------------------------------------------------- the document

ChapterKind = Literal[
    "summary",
    "decisions",
    "actions",
    "last_time",
    "parked",
    "section",
    "exercise",
    "disagreements",
    "evaluation",
    "raw",
    "orphans",
    "notes",
    "appendix",
]


class Chapter(Thing, frozen=True, kw_only=True):
    """A part of the report with a title. Its depth in the document is the level of its heading."""

    kind: ChapterKind
    title: str
    anchor: str
    blocks: tuple[AnyBlock, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    kicker: str = ""  # a short line over the title


class Participant(Thing, frozen=True, kw_only=True):
    name: str
    roles: tuple[str, ...] = ()


class Look(Thing, frozen=True, kw_only=True):
    """How the consultant wants what is handed over to look (`look.load`). A writer takes of it what its format can show; all
    that is in it has been found to be usable."""

    name: str = ""  # the consultant's or the firm's
    colour: str = ""  # "#rrggbb"; "": the program's own
    confidential: str = ""  # the line at the foot of each page
    logo: bytes = b""
    logo_kind: Literal["", "png", "jpg", "svg"] = ""
    docx: bytes = b""  # the base file whole
    pptx: bytes = b""

    @property
    def accent(self) -> str:
        """The colour of headings and of what is filled, "#rrggbb": white on it, and it on white, can be read (WCAG 2.2, 4.5 to
        1), so that a light colour is darkened."""
        from workshop.report.look import readable

        return readable(self.colour) if self.colour else ACCENT


ACCENT = "#0a55b5"
"""The program's own colour on paper."""


class Cover(Thing, frozen=True, kw_only=True):
    title: str
    workshop: str = ""  # the scenario's title
    client: str = ""
    day: date | None = None
    day_drawn: str = ""
    place: str = ""
    facilitator: str = ""
    participants: tuple[Participant, ...] = ()
    purpose: Words = ()
    edition: str = ""  # its title; "" for what the client gets
    version: str = ""  # counts the changes of the session
    draft: bool = False  # DRAFT and the version stand on every page that has room for a line


class Remark(Thing, frozen=True, kw_only=True):
    """Something the one who hands this over should know."""

    kind: Literal["no_owner", "no_date", "cut", "unanswered", "orphans", "withheld", "split", "writer", "look", "glyphs"]
    text: str
    anchor: str = ""

    def __str__(self) -> str:
        return self.text


class Document(Thing, frozen=True, kw_only=True):
    lang: str
    cover: Cover
    chapters: tuple[Chapter, ...] = ()
    remarks: tuple[Remark, ...] = ()
    uuid: str = ""
    changed: datetime | None = None  # when the session last changed: the only time a file may carry
    edition: str = "client"
    look: Look = Look()

    @property
    def title(self) -> str:
        return self.cover.title

    def walk(self) -> Iterator[Chapter]:
        """Every chapter, in order of reading."""
        waiting = list(reversed(self.chapters))
        while waiting:
            chapter = waiting.pop()
            yield chapter
            waiting += reversed(chapter.chapters)

    def blocks(self) -> Iterator[AnyBlock]:
        for chapter in self.walk():
            yield from chapter.blocks
