"""How a ballot is drawn: whose it is, the choices with their letters, what each gets, the line below."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.language import t
from workshop.session import ballots
from workshop.session.ballots import letter
from workshop.session.kinds import vote as voting
from workshop.session.model import Item
from workshop.tui.air import aired
from workshop.tui.layout import TABLE
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, accent, columns, cut, faint, fit, pad, row, soft, warn, width_of
from workshop.tui.steps.vote_shown import VoteShown
from workshop.tui.steps.window import window

DOTS = 12  # so many are drawn as dots, more as a figure
LOW = 9  # so few rows have none to spare for air
TAG = 3  # cells of a choice's letter
WORDS = 60  # cells of a choice at most
LEAST = 24  # cells of a choice with its dots, where they stand in columns
ROOMY = 8  # rows more than the choices, from which all voices stand by name
LINE = 30  # cells of the line where what was understood stands beside it
REASON_LINE = 60


class VoteRows(VoteShown):
    # ------------------------------------------------------------------------------------------------------ drawing
    @property
    def has_places(self) -> bool:
        return bool(self.material())

    def view(self, width: int, height: int) -> View:
        items, width = self.material(), min(width, TABLE)
        if not items:
            return self.nothing(width)
        self.cursor = max(0, min(self.cursor, len(items) - 1))
        above = self._heading(width)
        below = self.check_rows(width)
        room = height - len(above) - len(below)
        if self.open:
            return View([*above, *self.shown_rows(width, room), *below][:height])
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
        if not self.writing and self.book.session.alone:
            return self.given(self.by)  # nobody it is hidden from
        if not self.writing:
            return self.counted() if not self.ballots() else {}
        if self.counting:
            return ballots.read_wall(self.host.line_text, len(self.material())).counts
        return ballots.read(self.host.line_text, len(self.material()), reason=self.step.reason).gives

    def _ballot(self, items: Sequence[Item], width: int, height: int) -> tuple[list[Row], LineAt | None]:
        now = self.now()
        air = [EMPTY] if height >= LOW and self.host.density != "compact" else []
        rows = [self._who(now, width)]
        if (self.writing or self.by_arrows) and not self.counting and height >= len(items) + ROOMY:
            rows += [Row(fit(names, width)) for names in [self.strip(width)] if names]
        rows += air
        line_rows = self.host.line_rows if self.writing else 0
        rows += self._choices(items, now, width, max(1, height - len(rows) - len(air) - line_rows))
        if not self.writing:
            return rows, None
        rows += air
        wide = REASON_LINE if self.step.reason and not self.counting else LINE
        size = min(wide, width - 4)
        ballot = "vote.ghost_one_each" if self.one_each else f"vote.ghost_{self.step.way}"
        ghost = t("vote.ghost_wall" if self.counting else ballot, self.lang)
        line = LineAt(len(rows), 2, size, 3 if self.step.reason else 1, cut(ghost, size - 1))
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
                drawn = self._choice(items[index], index, now, size, here, last=column == count - 1)
                spans += [span._replace(press=(f"item {index}",)) for span in drawn]
            lit = here_first and count == 1
            rows.append(Row(tuple(spans), "▌" if here_first else "", "focus" if lit else "", ("item", at)))
        if end < lines and noted:
            left = len(items) - end * count
            rows.append(row(faint(cut(t("vote.more" if self.writing else "list.more", self.lang, n=left), width))))
        return aired(rows, room, self.host.density)

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
        elif not self.writing and not self.by_arrows and not voted and self.counted():
            wall = ballots.Wall(self.counted(), self.counted_voters)
            left.append(soft(t("vote.counted", lang, sum=self._sum_of_wall(wall))))
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
        if self.counting:
            return self._said_of_wall(len(items))
        ballot = ballots.read(self.host.line_text, len(items), reason=self.step.reason)
        if ballot.wrong:
            return t("vote.not_a_choice", self.lang, what=ballot.wrong)
        if self.step.way == "rank":
            again = ballots.twice(ballot)
            return t("vote.twice", self.lang, what=again) if again else ""
        if not ballot.gives:
            return t("vote.reason_ghost", self.lang) if self.step.reason else ""
        index = next(reversed(ballot.gives))
        return t("vote.gets", self.lang, choice=letter(index), n=ballot.gives[index])

    def _said_of_wall(self, count: int) -> str:
        """What a count comes to, by how many people, and whether they could have given so much."""
        wall, lang = ballots.read_wall(self.host.line_text, count), self.lang
        if wall.wrong:
            return t("vote.not_a_choice", lang, what=wall.wrong)
        return self._sum_of_wall(wall) if sum(wall.counts.values()) else ""

    def _sum_of_wall(self, wall: ballots.Wall) -> str:
        lang, whole = self.lang, sum(wall.counts.values())
        said = t("vote.sum_dots" if self.step.way == "dots" else "vote.sum_points", lang, n=whole)
        if wall.voters:
            said += " " + t("vote.from_people", lang, n=wall.voters)
        # what those who were counted had to give; else all who take part
        there = wall.voters or len(self.book.session.present)
        left = there * self.budget - whole if self.budget and not self.step.per_list else 0
        if left and there:
            said += ", " + (t("vote.left", lang, n=left) if left > 0 else t("vote.too_many", lang, n=-left))
        return said
