"""What sort, group, matrix and vote share: the material, the row and voice at hand, one more thing to the material."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop.language import t
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.session.changes import AddItem, AddItems
from workshop.session.flow import Stop
from workshop.session.model import Cell, Item, Spot
from workshop.session.scope import Scope
from workshop.text import is_blank
from workshop.tui.rows import EMPTY, Row, Span, View, columns, cut, faint, row, soft, wrap
from workshop.tui.steps.voices import VoicedPane

if TYPE_CHECKING:
    from workshop.session.landing import Place
    from workshop.session.pasted import Pasted

SAID_ROWS = 2


class MaterialPane(VoicedPane):
    """A pane that works on items made earlier."""

    wide = True
    needs_voice = True

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.row = 0  # with `each`: which row it is done for

    # ------------------------------------------------------------------------------------------------ what there is
    def rows_of_each(self) -> tuple[Item, ...]:
        return self.book.rows(self.step, self.stop.at) if self.step.each is not None else ()

    @property
    def of(self) -> str:
        rows = self.rows_of_each()
        return rows[self.row % len(rows)].id if rows else ""

    @property
    def has_parts(self) -> bool:
        """Whether Tab leads on to another row or voice."""
        return self.takes_turns or len(self.rows_of_each()) > 1

    def next_part(self, way: int = 1) -> None:
        """The next voice; after the last one the next row."""
        voices, rows = len(self.voices()) if self.takes_turns else 1, max(1, len(self.rows_of_each()))
        at = ((self.row % rows) * voices + self.voice % voices + way) % (voices * rows)
        self.row, self.voice = divmod(at, voices)
        self.begin_part()

    def other_voice(self, way: int) -> None:
        self.next_voice(way)
        self.begin_part()

    def begin_part(self) -> None:
        """Another row or voice is at hand."""

    def part(self) -> str:
        """The row and voice at hand, to come back to."""
        by = "" if self.nameless else self.by  # whose it is is not written down
        return f"{self.of} {by}" if self.of or by else ""

    def go_part(self, part: str) -> None:
        row, _, voice = part.partition(" ")
        self.row = next((at for at, one in enumerate(self.rows_of_each()) if one.id == row), self.row)
        self.to_voice(voice)

    @property
    def spot(self) -> Spot:
        return Spot(self.book.latest(self.step, self.stop.at), self.stop.at, self.of, "", self.kept(self.by))

    @property
    def cell(self) -> Cell:
        """What the voice at hand has said."""
        return self.book.session.cell(self.step.id, self.spot)

    def where(self) -> dict[str, Any]:
        """The layers of a change at this spot."""
        return {"step": self.step.id, "at": self.stop.at, "of": self.of, "by": self.by}

    def material(self) -> tuple[Item, ...]:
        return self.book.material(self.step, self.stop.at, self.of)

    def text_of(self, item: Item) -> str:
        return item.text or self.book.label(item.id)

    # ---------------------------------------------------------------------------------------------- above the body
    def scope(self) -> Scope:
        return Scope(step=self.step.id, at=self.stop.at, of=self.of, by=self.kept(self.by))

    def top(self, width: int) -> list[Row]:
        """For which row, and whose turn it is."""
        rows = self.rows_of_each()
        found: list[Row] = []
        if rows:
            of = t("list.voice_of", self.lang, n=self.row % len(rows) + 1, of=len(rows))
            found = [Row(columns([Span(self.book.label(self.of))], [faint(of)], width))]
        found += self.voice_row(width)
        return found if not found or found[-1] == EMPTY else [*found, EMPTY]

    def nothing(self, width: int) -> View:
        words = wrap(t("place.nothing", self.lang), width, 0)
        return View([*self.top(width), *(row(faint(line)) for line in words)])

    def said_rows(self, id: str, width: int) -> list[Row]:
        """What earlier steps say of the thing at hand; an empty row before."""
        said = " · ".join(f"{name}{'' if name.endswith('?') else ':'} {words}" for name, words in self.said_of(id))
        lines = wrap(said, width, 0) if said else ()
        if len(lines) > SAID_ROWS:
            lines = (*lines[: SAID_ROWS - 1], cut(" ".join(lines[SAID_ROWS - 1 :]), width))
        return [EMPTY, *(row(soft(line)) for line in lines)] if lines else []

    # ------------------------------------------------------------------------------------------------ one more thing
    def source_list(self) -> ListStep | None:
        """The list that more could be added to: where the material is the items of one list."""
        name = self.step.from_
        step = self.book.scenario.step_by_id.get(name) if isinstance(name, str) else None
        return step if isinstance(step, ListStep) and not step.closed and step.each is None else None

    def add_more(self) -> bool:
        source = self.source_list()
        if source is None:
            self.host.say(t("place.cannot_add", self.lang))
        else:
            title = t("place.add_to", self.lang, list=self.book.text(source.title))
            self.host.ask_name(title, "", lambda text: is_blank(text) or self.host.do(AddItem(step=source.id, text=text)))
        return True

    def landing_place(self, found: Pasted, text: str) -> Place | None:
        """Things with their places, where things have places here."""
        from workshop.session.landing import Place

        if self.writing or not found.is_table or not isinstance(self.step, Sort | Matrix):
            return None
        return Place(at=self.stop.at, of=self.of, by=self.by)

    def paste(self, lines: list[str], text: str) -> bool:
        """Pasted lines become material, where it comes from one list."""
        source = self.source_list()
        if source is None or self.writing:
            return False
        if self.host.do(AddItems(step=source.id, texts=lines)):
            self.host.say(t("list.pasted", self.lang, n=len(lines)))
        return True
