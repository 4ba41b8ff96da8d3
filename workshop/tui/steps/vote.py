"""The editor of `vote`: one voter a line (`a2 d`), dots filling as it is typed; then what came out, when it is shown."""

from __future__ import annotations

from collections import Counter
from typing import Any

from workshop.language import t
from workshop.scenario.kinds.vote import Vote
from workshop.session.changes import Ballot, Change, Rank, Show, TakeAgain, Tally
from workshop.session.flow import Stop
from workshop.session.model import Item
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, accent, columns, cut, faint, pad, row, soft
from workshop.tui.steps import ballots
from workshop.tui.steps.matrix import letter
from workshop.tui.steps.placing import MaterialPane
from workshop.tui.steps.window import window



def pane(host: Any, stop: Stop) -> MaterialPane:
    return VotePane(host, stop)


class VotePane(MaterialPane):
    step: Vote

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.cursor = 0
        self.first = 0
        self.go_on = 3
        self.counting = False  # dots counted on a wall
        self.by_arrows = False
        self.draft: dict[int, int] = {}
        self.voice = self._next_voice(-1)
        self.writing = not self.open
        self.fresh = True

    # voices and what they gave
    @property
    def open(self) -> bool:
        """Whether what came out is shown."""
        return bool(self.book.session.progress_of(self.step.id, self.stop.at).shown)

    @property
    def known(self) -> tuple[str, ...]:
        """The voices one by one; () where the participants were not given: then each line is a new voice."""
        voices = self.book.voices(self.step)
        if self.step.by == "group" or self.book.session.alone:
            return voices
        return tuple(voice for voice in voices if voice)

    @property
    def by(self) -> str:
        known = self.known
        return known[self.voice % len(known)] if known else ""

    def cells(self) -> dict[str, Any]:
        """{voice as it is kept: its ballot} of this round."""
        round_ = self.book.latest(self.step, self.stop.at)
        found = self.book.session.answer(self.step.id).cells
        return {spot.by: cell for spot, cell in found.items() if (spot.round, spot.at, spot.of) == (round_, self.stop.at, self.of)}

    def _kept(self, voice: str) -> str:
        return self.host.desk.voice(self.step.id, voice) if voice else ""

    def has_voted(self, voice: str) -> bool:
        cell = self.cells().get(self._kept(voice), {})
        return bool(cell.get("gives") or cell.get("rank"))

    def voted(self) -> int:
        return sum(bool(cell.get("gives") or cell.get("rank")) for cell in self.cells().values())

    def _next_voice(self, voice: int) -> int:
        """The first after this that has not voted; else the next."""
        known = self.known
        if not known:
            return 0
        for way in range(1, len(known) + 1):
            at = (voice + way) % len(known)
            if not self.has_voted(known[at]):
                return at
        return (voice + 1) % len(known)

    def given(self, items: tuple[Item, ...], voice: str) -> dict[int, int]:
        """What a voice has given, as {index: n}; in a ranking in order."""
        cell = self.cells().get(self._kept(voice), {})
        index = {item.id: i for i, item in enumerate(items)}
        if cell.get("rank"):
            return {index[id]: 1 for id in sorted(cell["rank"], key=cell["rank"].get) if id in index}
        return {index[id]: n for id, n in cell.get("gives", {}).items() if id in index}

    @property
    def budget(self) -> int | None:
        if self.step.way == "dots":
            return self.step.dots if isinstance(self.step.dots, int) else None
        return self.step.points if self.step.way == "points" else None

    # drawing
    def kicker(self) -> str:
        return self.book.label(self.of) if self.of else ""

    def view(self, width: int, height: int) -> View:
        items = self.material()
        if not items:
            return View((row(faint(t("place.nothing", self.lang))),))
        self.cursor = max(0, min(self.cursor, len(items) - 1))
        return View(self._shown(items, width, height)) if self.open else self._ballot(items, width, height)

    def _now(self, items: tuple[Item, ...]) -> dict[int, int]:
        """The ballot as it stands on the line."""
        if self.by_arrows:
            return self.draft
        return ballots.read(self.host.line_text, len(items)).gives

    def _ballot(self, items: tuple[Item, ...], width: int, height: int) -> View:
        if self.fresh:
            self.fresh = False
            if self.writing and not self.host.line_text:
                self.host.set_line(ballots.write(self.given(items, self.by)) if self.known else "")
        now = self._now(items)
        rows = [self._who(now, width), EMPTY]
        room = height - 5
        self.first, end = window(len(items), self.cursor, self.first, lambda _: 1, room)
        ranks = {index: place for place, index in enumerate(now, 1)} if self.step.way == "rank" else {}
        text_width = min(width - 24, 60)
        if self.first:
            rows.append(row(faint(t("list.earlier", self.lang, n=self.first))))
        for index in range(self.first, end):
            here = self.by_arrows and index == self.cursor
            n = now.get(index, 0)
            if ranks:
                sign = f"{ranks[index]}" if index in ranks else ""
            else:
                sign = "●" * n if n <= 12 and self.step.way == "dots" else str(n) if n else ""
            text = pad(cut(self.text_of(items[index]), text_width - 1), text_width)
            spans = (accent(pad(letter(index), 3))._replace(bold=True), Span(text, "ink", here), accent(sign))
            rows.append(Row(spans, "▌" if here else "", "focus" if here else "", ("item", index)))
        if end < len(items):
            rows.append(row(faint(t("list.more", self.lang, n=len(items) - end))))
        rows.append(EMPTY)
        line: LineAt | None = None
        if self.writing:
            line = LineAt(len(rows), 2, min(30, width - 4), 1, t("vote.ghost_" + self.step.way, self.lang))
            said = self._said(items)
            rows.append(row(accent("› "), Span(" " * min(30, width - 4)), soft("  " + cut(said, max(0, width - 38)))))
        return View(rows, line)

    def _who(self, now: dict[int, int], width: int) -> Row:
        lang = self.lang
        known = self.known
        left: list[Span] = []
        if self.counting:
            left.append(soft(t("vote.counting", lang)))
        elif len(known) > 1:
            name = self.book.label(self.by) or t("place.voice", lang, n=self.voice + 1)
            left += [soft(t("vote.voice", lang, n=self.voice + 1, of=len(known)) + "   "), Span(name)]
        elif not known:
            left.append(soft(t("vote.new_voice", lang, n=self.voted() + 1)))
        budget = self.budget
        if budget is not None and not self.counting:
            spent = sum(now.values())
            if budget <= 12:
                dots = "●" * min(spent, budget)
                left += [Span("   "), accent(dots), faint("○" * max(0, budget - spent))]
            over = spent > budget
            said = t("vote.too_many", lang, n=spent - budget) if over else t("vote.left", lang, n=budget - spent)
            left += [Span("  "), Span(said, "warn" if over else "soft")]
        right = [faint(t("vote.hidden", lang))] if self.hidden and self.voted() else []
        if self.voted() and not right:
            right = [faint(t("vote.so_far", lang, n=self.voted()))]
        return Row(columns(left, right, width))

    def _said(self, items: tuple[Item, ...]) -> str:
        """How the line was understood, by its latest letter."""
        if self.step.way == "rank":
            _, wrong = ballots.ranked(self.host.line_text, len(items))
            return t("vote.not_a_choice", self.lang, what=wrong) if wrong else ""
        ballot = ballots.read(self.host.line_text, len(items))
        if ballot.wrong:
            return t("vote.not_a_choice", self.lang, what=ballot.wrong)
        if not ballot.gives:
            return ""
        index = list(ballot.gives)[-1]
        return t("vote.gets", self.lang, choice=letter(index), n=ballot.gives[index])

    def totals(self, items: tuple[Item, ...], round_: int) -> list[tuple[Item, float, int]]:
        """(item, sum, how many gave it something), best first; in a complete ranking the lowest sum is best."""
        given: Counter[str] = Counter()
        voters: Counter[str] = Counter()
        for spot, cell in self.book.session.answer(self.step.id).cells.items():
            if (spot.round, spot.at, spot.of) != (round_, self.stop.at, self.of):
                continue
            votes = dict(cell.get("gives", {}))
            if cell.get("rank"):
                worth = self.step.worth
                votes = {
                    id: (worth[place - 1] if place <= len(worth) else 0) if worth else place for id, place in cell["rank"].items()
                }
            for id, n in votes.items():
                given[id] += n
                voters[id] += 1
            for id, n in cell.get("tally", {}).items():
                if id != "voters":
                    given[id] += n
        low_is_best = self.step.way == "rank" and not self.step.worth
        found = [(item, given[item.id], voters[item.id]) for item in items]
        return sorted(found, key=lambda one: (one[1] if one[1] or not low_is_best else 1e9) if low_is_best else -one[1])

    def _shown(self, items: tuple[Item, ...], width: int, height: int) -> list[Row]:
        lang = self.lang
        round_ = self.book.latest(self.step, self.stop.at)
        found = self.totals(items, round_)
        whole = sum(total for _, total, _ in found)
        people = self.voted()
        head = [soft(t("vote.round", lang, n=round_) + "   ")] if round_ > 1 else []
        head.append(soft(t("vote.sum_" + ("dots" if self.step.way == "dots" else "points"), lang, n=int(whole), people=people)))
        rows = [Row(columns(head, [faint(t("vote.round", lang, n=round_ - 1))] if round_ > 1 else [], width)), EMPTY]
        before = {item.id: place for place, (item, _, _) in enumerate(self.totals(items, round_ - 1), 1)} if round_ > 1 else {}
        most = max((total for _, total, _ in found), default=0) or 1
        bar = max(8, min(24, width - 60))
        text_width = max(16, width - bar - 26 - (12 if before else 0))
        room = height - 4
        self.first, end = window(len(found), self.cursor, self.first, lambda _: 1, room - 1)
        for index in range(self.first, end):
            item, total, voters = found[index]
            if index == self.go_on and index:
                words = t("vote.go_on", lang, n=self.go_on)
                rows.append(row(Span("─" * max(0, width - len(words) - 1), "rule"), soft(f" {words}")))
            leads = index < self.go_on and total > 0
            length = round(total) if self.step.way == "dots" and most <= bar else round(bar * total / most)
            drawn = pad(("●" if self.step.way == "dots" and most <= bar else "━") * length, bar)
            of = t("vote.of", lang, n=voters, of=people) if voters and people > 1 else ""
            spans = [
                Span(f"{index + 1:>2}  ", "ink" if leads else "soft"),
                Span(pad(cut(self.text_of(item), text_width - 2), text_width), "ink" if leads else "soft"),
                Span(drawn, "accent" if leads else "soft"),
                Span(pad(f"{total:g}", 6, "right") + "  ", "ink" if leads else "soft"),
                faint(pad(of, 12)),
            ]
            if before:
                was = before.get(item.id, 0)
                moved = t("vote.same", lang) if was == index + 1 else f"{'↑' if was > index + 1 else '↓'} {t('vote.from', lang, n=was)}"
                spans.append(soft(pad(moved, 10, "right")))
            rows.append(Row(tuple(spans), target=("item", index)))
        if end < len(found):
            rows.append(row(faint(t("list.more", lang, n=len(found) - end))))
        return rows

    def pairs(self) -> list[Pair]:
        if self.open:
            pairs = [Pair("v", "keys.hide"), Pair("+ -", "keys.how_many"), Pair("a", "keys.new_round")]
            return pairs
        if self.writing:
            example = {"rank": "keys.example_rank", "dots": "keys.example_dots"}.get(self.step.way, "keys.example_points")
            key = {"rank": "b a c", "dots": "a2 d"}.get(self.step.way, "a40 b60")
            return [Pair(key, example), Pair("Enter", "keys.next_ballot"), Pair("Tab", "keys.by_arrows", "tab")]
        pairs = [Pair("v", "keys.show"), Pair("a", "keys.write_ballot")]
        if self.by_arrows:
            pairs = [Pair("+ -", "keys.dots"), Pair("↑↓", "keys.choose"), Pair("Enter", "keys.next_ballot"), *pairs]
        else:
            pairs += [Pair("Enter", "keys.write_ballot"), Pair("w", "keys.count_wall")]
        return pairs

    # Writing
    def typed(self, text: str) -> bool:
        return True

    def enter(self, text: str) -> None:
        items = self.material()
        if not text.strip():
            if not self.known or self.voted() >= len(self.known):
                self._finish()
            else:
                self._to_voice(self._next_voice(self.voice))
            return
        if self._cast(text, items):
            self.host.set_line("")
            if self.counting:
                self._finish()
                return
            if self.known and all(self.has_voted(voice) for voice in self.known):
                self.writing = False
                self.host.say(t("vote.all_in", self.lang))
            else:
                self._to_voice(self._next_voice(self.voice))

    def _cast(self, text: str, items: tuple[Item, ...]) -> bool:
        """One ballot from its line. False: refused, and said."""
        if self.step.way == "rank":
            order, wrong = ballots.ranked(text, len(items))
            if wrong:
                self.host.say(t("vote.not_a_choice", self.lang, what=wrong), "warn")
                return False
            return self.host.do(Rank(items=[items[index].id for index in order], **self.where()))
        ballot = ballots.read(text, len(items))
        if ballot.wrong:
            self.host.say(t("vote.not_a_choice", self.lang, what=ballot.wrong), "warn")
            return False
        if self.counting:
            changes: list[Change] = [
                Tally(step=self.step.id, item=items[index].id, n=n, at=self.stop.at) for index, n in ballot.gives.items()
            ]
            return self.host.do(*changes)
        return self._give(items, ballot.gives)

    def _give(self, items: tuple[Item, ...], gives: dict[int, int]) -> bool:
        return self.host.do(Ballot(gives={items[index].id: n for index, n in gives.items()}, **self.where()))

    def _to_voice(self, voice: int) -> None:
        self.voice = voice
        self.draft = self.given(self.material(), self.by) if self.known else {}
        if self.writing:
            self.host.set_line(ballots.write(self.draft) if self.known else "")

    def _finish(self) -> None:
        self.counting = False
        self.writing = False
        self.host.set_line("")

    def move(self, key: str, text: str) -> bool:
        if key in ("tab", "shift+tab"):
            items = self.material()
            self.draft = dict(ballots.read(text, len(items)).gives)
            self.by_arrows, self.writing = True, False
            self.host.set_line("")
            return True
        if key in ("up", "down") and len(self.known) > 1:
            if text.strip() and ballots.read(text, len(self.material())).gives != self.given(self.material(), self.by):
                if not self._cast(text, self.material()):
                    return True
            self._to_voice((self.voice + (1 if key == "down" else -1)) % len(self.known))
            return True
        return False

    def escape(self, text: str) -> None:
        if text.strip() and not self._keep(text):
            return
        self._finish()

    def _keep(self, text: str) -> bool:
        """What is on the line, if it differs from what the voice has given; a refusal keeps the line."""
        items = self.material()
        if self.known and ballots.read(text, len(items)).gives == self.given(items, self.by):
            return True
        return self._cast(text, items)

    def leave(self, text: str) -> bool:
        return not (self.writing and text.strip()) or self._keep(text)

    # Choosing
    def key(self, key: str) -> bool:
        items = self.material()
        if self.open:
            return self._key_shown(key, items)
        if key == "v":
            self.host.do(Show(step=self.step.id, at=self.stop.at, shown=True))
            self.by_arrows = False
        elif key in ("a", "enter") and not self.by_arrows:
            self.writing, self.counting = True, False
            self._to_voice(self.voice if not self.has_voted(self.by) or not self.known else self._next_voice(self.voice))
        elif key == "a":
            self.by_arrows, self.writing = False, True
            self.host.set_line(ballots.write(self.draft))
        elif key == "w" and self.step.way in ("dots", "points"):
            self.counting = self.writing = True
            self.host.set_line("")
        elif key in ("up", "down") and self.by_arrows:
            self.cursor = max(0, min(len(items) - 1, self.cursor + (1 if key == "down" else -1)))
        elif key in ("+", "-", "space", "left", "right") and self.by_arrows:
            n = max(0, self.draft.get(self.cursor, 0) + (-1 if key in ("-", "left") else 1))
            self.draft = {**self.draft, self.cursor: n}
            if not n:
                del self.draft[self.cursor]
        elif key == "enter":
            order = [items[index].id for index in self.draft]
            ranked = self.step.way == "rank"
            if self.host.do(Rank(items=order, **self.where())) if ranked else self._give(items, self.draft):
                self._to_voice(self._next_voice(self.voice))
                self.draft = self.given(items, self.by) if self.known else {}
                if self.known and all(self.has_voted(voice) for voice in self.known):
                    self.by_arrows = False
                    self.host.say(t("vote.all_in", self.lang))
        elif key in ("tab", "shift+tab"):
            self.by_arrows = not self.by_arrows
        else:
            return False
        return True

    def _key_shown(self, key: str, items: tuple[Item, ...]) -> bool:
        if key == "v":
            self.host.do(Show(step=self.step.id, at=self.stop.at, shown=False))
        elif key in ("+", "-"):
            self.go_on = max(1, min(len(items), self.go_on + (1 if key == "+" else -1)))
        elif key in ("up", "down"):
            self.cursor = max(0, min(len(items) - 1, self.cursor + (1 if key == "down" else -1)))
        elif key == "a":
            again = TakeAgain(step=self.step.id, at=self.stop.at)
            if self.host.do(again, Show(step=self.step.id, at=self.stop.at, shown=False)):
                self.voice = self._next_voice(-1)
                self.writing = True
                self.host.set_line("")
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if isinstance(target, tuple) and target[0] == "item" and not self.open:
            self.cursor = int(target[1])
            if self.by_arrows:
                self.key("+")

    def place(self) -> tuple[str, str, str]:
        return ("", self.by, "ballot" if self.writing else "")

    def go(self, of: str, field: str, use: str) -> None:
        if field in self.known:
            self.voice = self.known.index(field)


