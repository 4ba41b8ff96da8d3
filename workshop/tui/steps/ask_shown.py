"""What all answered to a question of figures, once it is shown: how the answers lie, mean and spread, what moved since the
round before, and where they are furthest apart, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session import functions, hands
from workshop.session.changes import Show, TakeAgain
from workshop.session.flow import Slot, Stop
from workshop.session.model import Spot
from workshop.session.scope import Scope
from workshop.tui.fields.scale import label_of
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Row, Span, View, accent, columns, cut, faint, fit, pad, row, soft, wrap
from workshop.tui.steps.ask_blocks import few
from workshop.tui.steps.ask_pane import AskPane
from workshop.tui.steps.ask_shown_grid import grid
from workshop.tui.steps.window import window

if TYPE_CHECKING:
    from workshop.session.landing import Place
    from workshop.session.pasted import Pasted

MARK = 4  # cells of one mark's count in a table
MARKS = 11  # a longer scale has no column a mark
DOTS = 24  # so many voices are drawn as dots, more as a figure
LABEL = 20  # cells of a mark or an option where they stand below each other
MEAN, RANGE, MOVED = 8, 12, 12
LEAST = 28  # cells of a question, before the range gives way
NAMED_ROWS = 3
EVIDENCE_ROWS = 2  # of what one wrote beside an answer
TABLE_LEAST = 6  # rows of a table, before who answered what gives way
WORDS = 34  # cells of what was answered, where the answers are no columns


class Answers(NamedTuple):
    """What was answered at one place: by whom (in order, "" where that is not to be seen) and what; and the round before."""

    slot: Slot
    label: str
    given: tuple[tuple[str, Any], ...]
    before: tuple[Any, ...] = ()
    tail: str = ""  # the name of its field, where there are several
    evidence: tuple[tuple[str, str], ...] = ()  # what was written beside an answer, by whom

    def named(self, width: int) -> str:
        """What it is about in `width` cells; of a long row with several questions, the question stands whole."""
        if not self.tail:
            return cut(self.label, width)
        tail = cut(f" · {self.tail}" if self.label else self.tail, width // 2)
        return cut(self.label, width - cell_len(tail)) + tail

    @property
    def values(self) -> list[Any]:
        return [value for _, value in self.given]


def apart(values: Sequence[Any], field: Any) -> float:
    """How far apart answers are, 0 (all alike) to 1: of figures the deviation against the widest there could be, of the others
    the part that is not the most common."""
    if len(values) < 2:
        return 0.0
    if isinstance(field, YesNoField | ChoiceField):
        share = functions.agree(values)
        return 1.0 - float(share) if isinstance(share, int | float) else 0.0
    deviation = functions.deviation(values)
    if not isinstance(deviation, int | float):
        return 0.0
    width = field.max - field.min if isinstance(field, ScaleField) else max(map(abs, values)) or 1
    return float(deviation) / (width / 2) if width else 0.0


class ShownPane(AskPane):
    def __init__(self, host: Any, stop: Stop) -> None:
        self.mending = False  # back among the single answers, though all is shown
        self.line = 0  # the row at hand
        self.first_line = 0
        super().__init__(host, stop)

    # ------------------------------------------------------------------------------------------------ what there is
    @property
    def page_open(self) -> bool:
        """Whether all answers stand on the screen, counted."""
        if self.mending or self.counting or self.naming or not self.many_voices or self.hidden:
            return False
        return self.step.is_hidden and bool(self.heard()) and all(hands.takes(field) for field in self.step.fields)

    @property
    def opens_in_writing(self) -> bool:
        return not self.page_open and super().opens_in_writing

    def answers(self) -> list[Answers]:
        return self.remember("answers", self._answers)

    def _answers(self) -> list[Answers]:
        book, step, at = self.book, self.step, self.stop.at
        round = book.latest(step, at)
        voices = [voice for voice in dict.fromkeys((*self.voices(), *book.voices(step))) if voice]
        names: dict[str, str] = {}
        for voice in voices:  # a participant whose name is not kept has another voice here
            names.setdefault(self.kept(voice), "" if self.names_hidden else self.voice_name(voice))
        cells = book.session.answer(step.id).cells
        fields = {field.id: field for field in step.fields}
        slots = self.page_slots()
        out = []
        for slot in slots:
            evidence: list[tuple[str, str]] = []
            now: list[tuple[str, Any]] = []
            before: list[tuple[str, Any]] = []
            for own, name in names.items():
                for values, which in ((now, round), (before, round - 1)):
                    value = cells.get(Spot(which, at, slot.of, slot.across, own), {}).get(slot.field) if which else None
                    if value is not None:
                        values.append((name, value))
                if why := cells.get(Spot(round, at, slot.of, slot.across, own), {}).get(f"{slot.field}_evidence"):
                    evidence.append((name, " ".join(str(why).split())))
            if self.names_hidden:  # the order tells nothing
                now.sort(key=lambda pair: (str(type(pair[1])), pair[1]))
                evidence.sort()
            tail = self.book.text(fields[slot.field].title) if len(fields) > 1 else self.book.label(slot.across)
            tail = " ".join(tail.split())
            out.append(Answers(slot, self._about(slot), tuple(now), tuple(value for _, value in before), tail, tuple(evidence)))
        return out

    def page_slots(self) -> list[Slot]:
        """Each row, column and field once, whoever answers it."""
        rows = [row.id for row in self.book.rows(self.step, self.stop.at)] if self.step.has_rows else [""]
        across = [one.id for one in self.book.columns(self.step, self.stop.at)] if self.step.across is not None else [""]
        return [Slot(of, column, field.id) for of in rows for column in across for field in self.step.fields]

    def _about(self, slot: Slot) -> str:
        ids = (slot.of,) if self.is_grid else (slot.of, slot.across)
        return " · ".join(" ".join(self.book.label(one).split()) for one in ids if one)

    def scope(self) -> Scope:
        """The question is asked of the row at hand."""
        if not self.page_open or not self.answers():
            return super().scope()
        slot = self.answers()[max(0, min(self.line, len(self.answers()) - 1))].slot
        return Scope(step=self.step.id, at=self.stop.at, of=slot.of, across=slot.across)

    # ------------------------------------------------------------------------------------------------------ drawing
    def page_view(self, width: int, height: int) -> View:
        answers = self.answers()
        self.line = max(0, min(self.line, len(answers) - 1))
        if not answers:
            return self.empty_view(width)
        above = [self._sum(width), EMPTY]
        below = [*self._furthest(answers, width), *self.check_rows(width)]
        who = self._who(answers[self.line], width)
        if height - len(above) - len(below) - len(who) > min(len(answers), TABLE_LEAST):  # who comes after what
            below += who
        if len(answers) == 1:
            rows = self._one(answers[0], width)
        else:
            room = max(3, height - len(above) - len(below))
            rows = self._grid(answers, width, room) if self.is_grid else self._table(answers, width, room)
        while below and len(above) + len(rows) + len(below) > height:
            below = below[:-1]
        return View([*above, *rows, *below][:height])

    def _sum(self, width: int) -> Row:
        lang, book = self.lang, self.book
        round = book.latest(self.step, self.stop.at)
        head = [soft(t("vote.round", lang, n=round) + "   ")] if round > 1 else []
        n, of = len(self.heard() - {""}), len([voice for voice in self.voices() if voice])
        known = bool(book.session.present)
        said = t("ask.heard", lang, n=n, of=max(n, of)) if known else t("ask.heard_so_far", lang, n=n)
        right = [faint(t("vote.round", lang, n=round - 1).lower())] if round > 1 else []
        return Row(columns([*head, soft(said)], right, width))

    # one question about each of two: rows and columns
    @property
    def is_grid(self) -> bool:
        return self.step.across is not None and len(self.step.fields) == 1

    @property
    def across(self) -> int:
        """How many columns there are."""
        return len(self.book.columns(self.step, self.stop.at)) if self.is_grid else 1

    def _grid(self, answers: list[Answers], width: int, room: int) -> list[Row]:
        columns = max(1, self.across)
        by_row = [answers[at : at + columns] for at in range(0, len(answers), columns)]
        labels = [" ".join(self.book.label(some[0].slot.of).split()) for some in by_row]
        names = [" ".join(self.book.label(one.slot.across).split()) for one in by_row[0]]
        cells = [[self._short(one) for one in some] for some in by_row]
        rows, self.first_line = grid(labels, names, cells, divmod(self.line, columns), width, room, self.first_line)
        return rows

    def _short(self, one: Answers) -> str:
        """What all answered, in one word or figure: the mean, how many say yes, what most chose."""
        field = self._field(one)
        if not one.values:
            return ""
        if isinstance(field, YesNoField):
            return f"{sum(map(bool, one.values))} {t('ask.yes', self.lang)}"
        if isinstance(field, ChoiceField):
            return str(dict(self._marks(field)).get(functions.most(one.values), "="))
        return language.number(round(sum(one.values) / len(one.values), 1), self.lang, 1)

    # one question: its answers below each other
    def _one(self, one: Answers, width: int) -> list[Row]:
        field, lang = self.step.fields[0], self.lang
        if field.kind == "number":
            different = sorted(set(one.values), reverse=True)
            counted = [(language.number(value, lang), one.values.count(value)) for value in different]
        else:
            counted = [(title, sum(1 for value in one.values if value == id)) for id, title in self._marks(field)]
        most = max((n for _, n in counted), default=0)
        rows = []
        for title, n in counted:
            bar = "●" * n if most <= min(DOTS, width - LABEL - 6) else ""
            spans = [Span(pad(cut(title, LABEL - 2), LABEL), "ink" if n else "faint"), accent(bar)]
            spans.append(soft(f"  {n}" if bar else str(n)) if n else faint("·" if not bar else ""))
            rows.append(Row(fit(spans, width)))
        said = self._said(one)
        moved = self._moved(one)
        if said or moved:
            rows += [EMPTY, row(*fit([Span(said), soft(f"   {moved}" if moved else "")], width))]
        return rows

    def _marks(self, field: Any) -> list[tuple[Any, str]]:
        """What may be answered, with its words; of a scale the highest first."""
        lang = self.lang
        if isinstance(field, YesNoField):
            return [(True, t("ask.yes", lang)), (False, t("ask.no", lang))]
        asked = self.places_of(("",)).asked(Slot("", "", field.id), lang)
        if isinstance(field, ChoiceField):
            return [(option.id, self.book.text(option.title)) for option in self.book.options(field, asked.scope)]
        marks = range(field.max, field.min - 1, -1)
        return [(mark, f"{mark} {label_of(asked, mark)}".strip().replace("-", "−", 1 if mark < 0 else 0)) for mark in marks]

    # several: a row each
    def _table(self, answers: list[Answers], width: int, room: int) -> list[Row]:
        marks = self._columns()
        counts = MARK * len(marks) if marks and MARK * len(marks) <= width - 30 else 0
        moved = MOVED if any(one.before for one in answers) else 0
        figures = any(not isinstance(self._field(one), YesNoField | ChoiceField) for one in answers)
        words = 0 if counts else min(WORDS, width // 2)
        figures = figures and not words
        means = MEAN + RANGE if figures and width - counts - moved - MEAN - RANGE >= LEAST else MEAN if figures else 0
        label = max(8, width - counts - moved - means - words - 2)
        head = [faint(pad("", label + 2))]
        if counts:
            head += [faint(pad(cut(title, MARK - 1), MARK - 1, "right") + " ") for _, title in marks]
        if means:
            head.append(faint(pad(t("hands.head_mean", self.lang), MEAN, "right")))
            head += [faint(pad(t("hands.head_range", self.lang), RANGE, "right"))] if means > MEAN else []
        self.first_line, end = window(len(answers), self.line, self.first_line, lambda _: 1, room - 1)
        rows = [Row(fit(head, width))]
        if self.first_line:
            rows.append(row(faint(cut(t("list.earlier", self.lang, n=self.first_line), width))))
        for index in range(self.first_line, end):
            one, here = answers[index], index == self.line
            spans: list[Span] = [Span(pad(one.named(label), label + 2), "ink", here)]
            if counts:
                for id, _ in marks:
                    n = sum(1 for value in one.values if value == id)
                    spans.append(Span(pad(str(n), MARK - 1, "right") + " ") if n else faint(pad("·", MARK - 1, "right") + " "))
            if means:
                spans += self._means(one, means > MEAN)
            if words:
                spans.append(Span(pad(cut(self._said(one), words), words)))
            if moved:
                spans.append(soft(pad(self._moved(one), moved, "right")))
            rows.append(Row(fit(spans, width), "▌" if here else "", "focus" if here else "", ("line", index)))
        if end < len(answers):
            rows.append(row(faint(cut(t("list.more", self.lang, n=len(answers) - end), width))))
        return rows

    def _columns(self) -> list[tuple[Any, str]]:
        """The marks that are columns: where every question has the same few."""
        fields = self.step.fields
        first = fields[0]
        if isinstance(first, ScaleField) and all(
            isinstance(field, ScaleField) and (field.min, field.max) == (first.min, first.max) for field in fields
        ):
            marks = range(first.min, first.max + 1)
            return [(mark, str(mark)) for mark in marks] if len(marks) <= MARKS else []
        if all(isinstance(field, YesNoField) for field in fields):
            return self._marks(first)
        if len(fields) == 1 and isinstance(first, ChoiceField):
            found = self._marks(first)
            return [(id, str(at)) for at, (id, _) in enumerate(found, 1)] if len(found) <= MARKS else []
        return []

    def _field(self, one: Answers) -> Any:
        return next(field for field in self.step.fields if field.id == one.slot.field)

    def _means(self, one: Answers, ranges: bool) -> list[Span]:
        numbers = [value for value in one.values if isinstance(value, int | float) and not isinstance(value, bool)]
        if not numbers:
            return [Span(" " * (MEAN + RANGE * ranges))]
        mean = language.number(round(sum(numbers) / len(numbers), 1), self.lang, 1)
        low, high = (language.number(value, self.lang) for value in (min(numbers), max(numbers)))
        same = t("hands.same", self.lang) if len(numbers) > 1 else ""  # one answer is like no other
        said = t("hands.range", self.lang, low=low, high=high) if low != high else same
        return [Span(pad(mean, MEAN, "right")), *([soft(pad(said, RANGE, "right"))] if ranges else [])]

    # ------------------------------------------------------------------------------------------------------ in words
    def _said(self, one: Answers) -> str:
        field = self._field(one)
        return hands.said(one.values, field, self._marks(field) if isinstance(field, ChoiceField) else [], self.lang)

    def _moved(self, one: Answers) -> str:
        """What came of the round before: a mean that rose or fell, more or fewer who say yes, another answer most common."""
        if not one.before or not one.values:
            return ""
        field, lang = self._field(one), self.lang
        if isinstance(field, ChoiceField):
            titles = dict(self._marks(field))
            then, now = functions.most(one.before), functions.most(one.values)
            return t("vote.same", lang) if then == now else t("hands.before", lang, what=titles.get(then, "–"))
        if isinstance(field, YesNoField):
            now, then = sum(map(bool, one.values)), sum(map(bool, one.before))
            words = t("hands.yes_before", lang, n=then)
        else:
            now, then = (round(sum(some) / len(some), 1) for some in (one.values, one.before))
            words = t("vote.from", lang, n=language.number(then, lang, 1))
        return t("vote.same", lang) if now == then else f"{'↑' if now > then else '↓'} {words}"

    def _furthest(self, answers: list[Answers], width: int) -> list[Row]:
        """Where they are furthest apart, in one sentence."""
        widest = max(answers, key=lambda one: apart(one.values, self._field(one)))
        if len(widest.values) < 2:
            return []
        field, lang = self._field(widest), self.lang
        if not apart(widest.values, field):
            said = t("hands.agreed", lang)
        elif isinstance(field, YesNoField | ChoiceField):
            said = t("hands.apart", lang, item=self._item(widest, width), said=self._said(widest))
        else:
            ends = [self._end(widest, pick) for pick in (min, max)]
            said = t("hands.apart", lang, item=self._item(widest, width), said=t("hands.ends", lang, low=ends[0], high=ends[1]))
        lines = wrap(said[:1].upper() + said[1:], min(width, 84), 0)[:2]
        return [EMPTY, *(row(soft(cut(line, width))) for line in lines)]

    def _item(self, one: Answers, width: int) -> str:
        return f"{one.named(width // 2)}, " if one.label or one.tail else ""

    def _end(self, one: Answers, pick: Any) -> str:
        """The lowest or highest answer, with whoever gave it where that may be seen and is one or two."""
        value = pick(one.values)
        names = [name for name, other in one.given if other == value and name]
        figure = language.number(value, self.lang)
        return f"{figure} ({', '.join(names)})" if 0 < len(names) <= 2 and len(names) < len(one.values) else figure

    def _who(self, one: Answers, width: int) -> list[Row]:
        """Who answered what at the row at hand, where that may be seen; and what was written beside it."""
        wide = min(width, 84)
        texts = [f"{name}: {text}" if name else text for name, text in one.evidence]
        beside = [row(soft(line)) for text in texts for line in few(text, wide, EVIDENCE_ROWS, 2)]
        beside = [EMPTY, *beside] if beside else []
        if self.names_hidden or not any(name for name, _ in one.given):
            return beside
        field = self._field(one)
        titles = dict(self._marks(field)) if isinstance(field, ChoiceField | YesNoField) else {}
        # an option that is no more is said by its id
        said = {v: titles.get(v) or (v if isinstance(v, str) else language.number(v, self.lang)) for _, v in one.given}
        pieces = [f"{name} {said[value]}" for name, value in one.given]
        lines = wrap(" · ".join(pieces), min(width, 84), 0)
        if len(lines) > NAMED_ROWS:
            lines = (*lines[: NAMED_ROWS - 1], cut(" ".join(lines[NAMED_ROWS - 1 :]), min(width, 84)))
        return [EMPTY, *(row(faint(line)) for line in lines), *beside]

    def foot_rows(self, width: int) -> list[Row]:
        """Where all answers stand on the screen at once: what they say together."""
        if not self.together or len(self.step.fields) != 1 or not hands.takes(self.step.fields[0]):
            return []
        one = next(iter(self.answers()), None)
        if one is None or len(one.values) < 2:
            return []
        said = [text for text in (self._said(one), self._moved(one)) if text]
        return [EMPTY, row(soft(cut(" · ".join(said), width))), *self._furthest([one], width)[1:]]

    # --------------------------------------------------------------------------------------------------------- keys
    def key(self, key: str) -> bool:
        if not self.page_open:
            if key == "escape" and self.mending and not self.moving and not self.entry:
                self.mending = False
                return True
            if key == "v":
                self.mending = False
            return super().key(key)
        ways = {"up": -self.across, "down": self.across, "left": -1, "right": 1}
        if key in ways and (self.is_grid or key in ("up", "down")):
            line = self.line + ways[key]
            self.line = line if 0 <= line < len(self.answers()) else self.line
        elif key in ("home", "end"):
            self.line = 0 if key == "home" else len(self.answers()) - 1
        elif key in ("enter", "e"):
            self.mending = True
            found = self.answers()
            wanted = found[self.line].slot._replace(by=self.slot.by) if found else self.slot
            self.to(wanted if wanted in self.places.index else self.slot)
        elif key == "a":
            self._new_round()
        else:
            return self._key_for_all(key)
        return True

    def _new_round(self) -> None:
        where = {"step": self.step.id, "at": self.stop.at}
        if self.host.do(TakeAgain(**where), Show(**where, shown=False)):
            self.counted, self.new_voices = {}, []
            self._begin()

    def other_voice(self, way: int) -> None:
        if self.page_open:
            self.mending = True
        super().other_voice(way)

    def click(self, target: object, x: int) -> None:
        if self.page_open:
            if isinstance(target, tuple) and target[0] == "line":
                self.line = int(target[1])
            return
        super().click(target, x)

    def pairs(self) -> list[Pair]:
        if not self.page_open:
            back = [Pair("Esc", "hands.keys.back_to_all", "escape")] if self.mending and not self.writing else []
            return [*super().pairs(), *back]
        names = self._names_come_later and self.names_hidden
        show = Pair("v", "ask.keys.names" if names else "ask.keys.hides", "v")
        rows = [Pair("←→ ↑↓" if self.is_grid else "↑↓", "keys.choose")] if len(self.answers()) > 1 else []
        again = [Pair("a", "keys.new_round", "a"), Pair("Enter", "hands.keys.mend", "enter")]
        return [show, *rows, *again, Pair("w", "hands.keys.all_at_once", "w")]

    def landing_place(self, found: Pasted, text: str) -> Place | None:
        return None if self.page_open else super().landing_place(found, text)

    def paste(self, lines: list[str], text: str) -> bool:
        return False if self.page_open else super().paste(lines, text)
