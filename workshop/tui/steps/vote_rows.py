"""How a vote is drawn: the ballot as it fills, and what came out of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Source
from workshop.session.flow import Stop
from workshop.session.kinds import vote as voting
from workshop.session.model import Cell, Item
from workshop.session.results import Tallied
from workshop.tui.rows import (
    EMPTY,
    Ink,
    LineAt,
    Row,
    Span,
    View,
    accent,
    columns,
    cut,
    faint,
    fit,
    pad,
    row,
    soft,
    warn,
    width_of,
    wrap,
)
from workshop.tui.steps import ballots
from workshop.tui.steps.placing import MaterialPane
from workshop.tui.steps.plane import letter
from workshop.tui.steps.window import window

DOTS = 12  # so many are drawn as dots, more as a figure
LOW = 9  # so few rows have none to spare for air
TAG = 3  # cells of a choice's letter
WORDS = 60  # cells of a choice at most
LEAST = 24  # cells of a choice with its dots, where they stand in columns
LINE = 30  # cells of the line where what was understood stands beside it
REASON_LINE = 60
GO_ON = 3
REASONS = 3  # rows


class VoteRows(MaterialPane):
    step: Vote
    needs_voice = False  # a ballot makes its own

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.cursor = 0
        self.first = 0
        self.go_on = 0  # how many go on, where it was changed by hand
        self.counting = False  # dots counted on a wall
        self.by_arrows = False
        self.draft: dict[int, int] = {}  # set by arrows

    # ------------------------------------------------------------------------------------------------ what was given
    @property
    def open(self) -> bool:
        """Whether what came out is shown."""
        return bool(self.book.session.progress_of(self.step.id, self.stop.at).shown)

    @property
    def known(self) -> tuple[str, ...]:
        """The voices one by one; () where the participants were not given: then each line is a new voice."""
        return () if self.nobody_named else self.voices()

    def ballots(self) -> Mapping[str, Cell]:
        """{voice as it is kept: its ballot} of this round."""

        def work() -> dict[str, Cell]:
            where = (self.book.latest(self.step, self.stop.at), self.stop.at, self.of)
            found = self.book.session.answer(self.step.id).cells
            return {
                spot.by: cell
                for spot, cell in found.items()
                if (spot.round, spot.at, spot.of) == where and (cell.get("gives") or cell.get("rank"))
            }

        return self.remember(("ballots", self.of), work)

    def has_voted(self, voice: str) -> bool:
        return self.kept(voice) in self.ballots()

    @property
    def all_in(self) -> bool:
        """Whether nobody is left to vote. (Where no names are kept only the number tells.)"""
        return bool(self.known) and len(self.ballots()) >= len(self.known)

    def given(self, voice: str) -> dict[int, int]:
        """What a voice has given, as {index: n}; in a ranking in order."""
        cell = self.ballots().get(self.kept(voice), {})
        index = {item.id: at for at, item in enumerate(self.material())} if cell else {}
        if rank := cell.get("rank"):
            return {index[id]: 1 for id in sorted(rank, key=rank.get) if id in index}
        return {index[id]: n for id, n in cell.get("gives", {}).items() if id in index}

    def reason_of(self, voice: str) -> str:
        return str(self.ballots().get(self.kept(voice), {}).get("reason") or "")

    def counted(self) -> dict[int, int]:
        """What was counted on the wall."""
        tally = self.book.session.cell(self.step.id, self.spot._replace(by="")).get("tally", {})
        return {at: tally[item.id] for at, item in enumerate(self.material()) if item.id in tally}

    @property
    def budget(self) -> int | None:
        return voting.budget(self.step)

    @property
    def going_on(self) -> int:
        """How many go on: as changed by hand, else as a later step takes them."""
        if self.go_on:
            return self.go_on
        steps: Any = self.book.scenario.steps
        sources = [getattr(step, key, None) for step in steps for key in ("each", "from_", "start")]
        tops = [one.top for one in sources if isinstance(one, Source) and one.from_ == self.step.id and one.top]
        return int(tops[0]) if tops else GO_ON

    # ------------------------------------------------------------------------------------------------------ drawing
    def on_the_line(self) -> None:
        """Before the ballot is drawn."""

    def view(self, width: int, height: int) -> View:
        items = self.material()
        if not items:
            return self.nothing(width)
        self.cursor = max(0, min(self.cursor, len(items) - 1))
        above = self._heading(width)
        below = self.check_rows(width)
        room = height - len(above) - len(below)
        if self.open:
            return View([*above, *self._shown(items, width, room), *below][:height])
        self.on_the_line()
        rows, line = self._ballot(items, width, room)
        return View([*above, *rows, *below][:height], line._replace(row=line.row + len(above)) if line else None)

    def _heading(self, width: int) -> list[Row]:
        """The row the vote is for, where there is one for each of several."""
        rows = self.rows_of_each()
        if not rows:
            return []
        of = t("list.voice_of", self.lang, n=self.row % len(rows) + 1, of=len(rows))
        return [Row(columns([Span(self.book.label(self.of))], [faint(of)], width))]

    def now(self) -> dict[int, int]:
        """The ballot as it stands on the line, or as the arrows set it."""
        if self.by_arrows:
            return self.draft
        if not self.writing:
            return self.counted() if not self.known and not self.ballots() else {}
        return ballots.read(self.host.line_text, len(self.material()), reason=self.step.reason).gives

    def _ballot(self, items: Sequence[Item], width: int, height: int) -> tuple[list[Row], LineAt | None]:
        now = self.now()
        air = [EMPTY] if height >= LOW else []
        rows = [self._who(now, width), *air]
        line_rows = self.host.line_rows if self.writing else 0
        rows += self._choices(items, now, width, max(1, height - len(rows) - len(air) - line_rows))
        if not self.writing:
            return rows, None
        rows += air
        wide = REASON_LINE if self.step.reason else LINE
        size = min(wide, width - 4)
        line = LineAt(len(rows), 2, size, 3 if self.step.reason else 1, t(f"vote.ghost_{self.step.way}", self.lang))
        said = cut(self._said(items), max(0, width - size - 4))
        rows.append(row(accent("› "), Span(" " * size), soft(f"  {said}")))
        rows += [EMPTY] * (line_rows - 1)
        return rows, line

    def _choices(self, items: Sequence[Item], now: dict[int, int], width: int, room: int) -> list[Row]:
        """The choices with their letters and what they get; side by side where they are too many for one column."""
        count = 1 if len(items) <= room else max(1, min(-(-len(items) // room), (width + 2) // (LEAST + 2)))
        size = (width - 2 * (count - 1)) // count
        lines = -(-len(items) // count)
        focus = self.cursor if self.by_arrows or not self.writing else next(reversed(now), 0)
        self.first, end = window(lines, focus % lines, self.first, lambda _: 1, room)
        noted = room > 2  # else there is no room to say what is outside
        rows: list[Row] = []
        if self.first and noted:
            rows.append(row(faint(cut(t("list.earlier", self.lang, n=self.first * count), width))))
        for at in range(self.first, end):
            spans: list[Span] = []
            here_first = False
            for column in range(count):
                index = at + column * lines
                if index >= len(items):
                    break
                here = self.by_arrows and index == self.cursor
                here_first = here_first or (here and not column)
                if column:
                    spans += [Span("▌" if here else " ", "accent"), Span(" ")]
                spans += self._choice(items[index], index, now, size, here, last=column == count - 1)
            target = ("item", at) if count == 1 else None
            rows.append(Row(tuple(spans), "▌" if here_first else "", "focus" if here_first and count == 1 else "", target))
        if end < lines and noted:
            left = len(items) - end * count
            rows.append(row(faint(cut(t("vote.more" if self.writing else "list.more", self.lang, n=left), width))))
        return rows

    def _choice(self, item: Item, index: int, now: dict[int, int], width: int, here: bool, last: bool) -> list[Span]:
        n = now.get(index, 0)
        if self.step.way == "rank":
            sign = str([*now].index(index) + 1) if index in now else ""
        else:
            sign = "●" * n if 0 < n <= DOTS and self.step.way == "dots" else str(n) if n else ""
        most = max([width_of([Span(sign)]), min(self.budget or DOTS, DOTS) if self.step.way == "dots" else 4])
        room = max(4, min(WORDS, width - TAG - most - 1))
        words = pad(cut(self.text_of(item), room - 1), room)
        tag = accent(pad(letter(index), TAG))._replace(bold=True)
        spans = [tag, Span(words, "ink", here), accent(pad(sign, most))]
        rest = width - TAG - room - most
        said = " · ".join(words for _, words in self.said_of(item.id)) if rest > 8 else ""
        if said or not last:
            spans.append(faint(pad(f"  {said}" if said else "", max(0, rest))))
        return spans

    # whose ballot
    def _who(self, now: dict[int, int], width: int) -> Row:
        lang, known, voted = self.lang, self.known, len(self.ballots())
        left: list[Span] = []
        if self.counting:
            left.append(soft(t("vote.counting", lang)))
        elif not self.writing and not self.by_arrows:
            of = len(known)
            left.append(soft(t("vote.so_far_of" if of > 1 else "vote.so_far", lang, n=voted, of=of)))
        elif not known:
            n = [*self.ballots()].index(self.by) + 1 if self.by in self.ballots() else voted + 1
            left.append(soft(t("vote.new_voice", lang, n=n)))
        elif len(known) > 1:
            at = voted + (not self.has_voted(self.by)) if self.nameless else self.voice % len(known) + 1
            left.append(soft(t("vote.voice", lang, n=at, of=len(known))))
            if name := self.voice_name(self.by):
                left += [Span("   "), Span(cut(name, width // 4))]
        if not self.counting and (self.writing or self.by_arrows):
            left += self._left(now)
        right = [faint(t("vote.hidden", lang))] if self.hidden and voted else []
        if not right and voted and (self.writing or self.by_arrows) and len(known) != 1:
            right = [faint(t("vote.so_far", lang, n=voted))]
        if width_of([*left, *right]) + 3 > width:
            right = []
        return Row(columns(fit(left, width), right, width))

    def _left(self, now: dict[int, int]) -> list[Span]:
        """What is left to give: as dots where there are few, and in words."""
        step, lang, items = self.step, self.lang, self.material()
        given = {items[index].id: n for index, n in now.items()}
        gap = Span("   ")
        if step.way == "notes":
            rest = voting.notes_left(step, given)
            notes = " · ".join(map(str, rest))
            return [gap, soft(t("vote.notes_left", lang, notes=notes) if rest else t("vote.all_given", lang))]
        if step.way == "rank":
            places = len(items) if not isinstance(step.rank, int) else min(step.rank, len(items))
            return [gap, soft(t("vote.ranked", lang, n=len(now), of=places))]
        lefts = voting.left(self.book, step, self.spot, given)
        spans: list[Span] = []
        names = self._names_of_lists() if len(lefts) > 1 else [""]
        for left, name in zip(lefts, names, strict=False):
            spans.append(gap)
            whole = self.budget or 0
            if whole <= DOTS and step.way == "dots" and not name:
                spans += [accent("●" * min(whole - left, whole)), faint("○" * max(0, left)), Span("  ")]
            words = t("vote.too_many", lang, n=-left) if left < 0 else t("vote.left", lang, n=left)
            words = f"{name}: {words}" if name else words
            spans.append(warn(words) if left < 0 else soft(words))
        return spans

    def _names_of_lists(self) -> list[str]:
        sources = self.step.from_ if isinstance(self.step.from_, list) else []
        steps = self.book.scenario.step_by_id
        return [self.book.text(steps[one].title) if isinstance(one, str) and one in steps else "" for one in sources]

    def _said(self, items: Sequence[Item]) -> str:
        """How the line was understood, by its latest letter."""
        ballot = ballots.read(self.host.line_text, len(items), zeros=self.counting, reason=self.step.reason)
        if ballot.wrong:
            return t("vote.not_a_choice", self.lang, what=ballot.wrong)
        if self.step.way == "rank":
            again = ballots.twice(ballot)
            return t("vote.twice", self.lang, what=again) if again else ""
        if not ballot.gives:
            return t("vote.reason_ghost", self.lang) if self.step.reason else ""
        index = next(reversed(ballot.gives))
        return t("vote.gets", self.lang, choice=letter(index), n=ballot.gives[index])

    # ------------------------------------------------------------------------------------------------ what came out
    def _shown(self, items: Sequence[Item], width: int, height: int) -> list[Row]:
        lang, step = self.lang, self.step
        round_ = self.book.latest(step, self.stop.at)
        found = self.book.votes(step, self.stop.at, self.of)
        earlier = self.book.votes(step, self.stop.at, self.of, round_ - 1) if round_ > 1 else ()
        before = {one.item.id: one.place for one in earlier}
        people = self.book.voters(step, self.stop.at, self.of)
        rows = [self._sum(found, people, round_, width), EMPTY]
        at_hand = found[min(self.cursor, len(found) - 1)]
        below = self._differ(found, people, width) + self._reasons(at_hand, width)
        below = below if len(below) + 8 <= height else []
        bar = max(6, min(24, width - 56))
        moved = 10 if before else 0
        words = max(10, width - 4 - bar - 8 - 10 - moved)
        scrolls = len(found) + 3 + len(below) > height
        room = height - len(rows) - len(below) - (1 if self.going_on < len(found) else 0)
        self.first, end = window(len(found), self.cursor, self.first, lambda _: 1, room)
        if self.first:
            rows.append(row(faint(cut(t("list.earlier", lang, n=self.first), width))))
        most = max((one.share or 0 for one in found), default=0) or 1
        for index in range(self.first, end):
            if index == self.going_on:
                said = t("vote.go_on", lang, n=index)
                if found[index - 1].place and found[index].place == found[index - 1].place:
                    said += ", " + t("vote.tie", lang)
                rows.append(row(Span("─" * max(0, width - width_of([Span(said)]) - 1), "rule"), soft(f" {said}")))
            one, leads = found[index], index < self.going_on and bool(found[index].share)
            ink: Ink = "ink" if leads else "soft"
            here = index == self.cursor and (scrolls or bool(one.reasons))
            spans = [
                Span(pad(str(one.place or ""), 2, "right") + "  ", ink),
                Span(pad(cut(self.text_of(one.item), words - 2), words), ink, here),
                Span(pad(self._bar(one, bar, most), bar), "accent" if leads else "soft"),
                Span(pad(language.number(one.total, lang) if one.place else "", 6, "right") + "  ", ink),
                faint(pad(t("vote.of", lang, n=one.voters, of=people) if one.voters and people > 1 else "", 10)),
            ]
            if before:
                spans.append(soft(pad(self._moved(one.place, before.get(one.item.id)), moved, "right")))
            rows.append(Row(fit(spans, width), "▌" if here else "", "", ("item", index)))
        if end < len(found):
            rows.append(row(faint(cut(t("list.more", lang, n=len(found) - end), width))))
        return rows + below

    def _sum(self, found: Sequence[Tallied], people: int, round_: int, width: int) -> Row:
        lang = self.lang
        head = [soft(t("vote.round", lang, n=round_) + "   ")] if round_ > 1 else []
        if self.step.way == "rank":
            said = t("vote.sum_rank", lang, n=people)
        else:
            whole = int(sum(one.total for one in found))
            key = "vote.sum_dots" if self.step.way == "dots" else "vote.sum_points"
            said = t(key, lang, n=whole) + (" " + t("vote.from_people", lang, n=people) if people else "")
        before = [faint(t("vote.round", lang, n=round_ - 1).lower())] if round_ > 1 else []
        return Row(columns([*head, soft(said)], before, width))

    def _bar(self, one: Tallied, width: int, most: float) -> str:
        """A dot for each, where they fit; else its part of the longest."""
        if self.step.way == "dots" and most and one.share and one.total / one.share * most <= width:
            return "●" * round(one.total)
        return "━" * round(width * (one.share or 0) / most)

    def _moved(self, place: int | None, before: int | None) -> str:
        if place is None or before is None:
            return ""
        if place == before:
            return t("vote.same", self.lang)
        return f"{'↑' if place < before else '↓'} {t('vote.from', self.lang, n=before)}"

    def _differ(self, found: Sequence[Tallied], people: int, width: int) -> list[Row]:
        """Where they differ most, in one sentence."""

        def spread(one: Tallied) -> float:
            given = [float(vote) for vote in one.votes if vote is not None]
            mean = sum(given) / len(given) if given else 0.0
            return sum((vote - mean) ** 2 for vote in given)

        widest = max(found, key=spread, default=None)
        if widest is None or people < 3 or not spread(widest):
            return []
        item = cut(self.text_of(widest.item), width // 2)
        if self.step.way == "rank":
            said = t("vote.differ_rank", self.lang, item=item)
        else:
            given = t(f"vote.{self.step.way if self.step.way == 'dots' else 'points'}_from", self.lang, n=int(widest.total))
            said = t("vote.differ", self.lang, item=item, given=given, n=widest.voters, people=people)
        return [EMPTY, row(soft(cut(said, width)))]

    def _reasons(self, one: Tallied, width: int) -> list[Row]:
        """What those said who gave the choice at hand anything."""
        if not one.reasons:
            return []
        width = min(width, 84)
        lines = wrap(" · ".join(one.reasons), width, 0)
        if len(lines) > REASONS:
            lines = (*lines[: REASONS - 1], cut(" ".join(lines[REASONS - 1 :]), width))
        return [EMPTY, *(row(soft(line)) for line in lines)]
