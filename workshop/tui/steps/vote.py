"""The editor of `vote`: one voter a line (`a2 d`), dots filling as it is typed; then what came out, when it is shown."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.session import ballots
from workshop.session.changes import Ballot, Change, Rank, SetReason, SetVoters, Show, TakeAgain, Tally
from workshop.session.flow import Stop
from workshop.session.model import Item
from workshop.text import is_blank
from workshop.tui.pane import Pair
from workshop.tui.steps.placing import MaterialPane
from workshop.tui.steps.vote_rows import VoteRows

TENS = 100  # from so many points on, + and − go by ten


def pane(host: Any, stop: Stop) -> MaterialPane:
    return VotePane(host, stop)


class VotePane(VoteRows):
    """Opens in Writing, at the first who has not voted; where the votes are shown, in Choosing."""

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.again = ""  # a voice without a name whose ballot is being mended
        self.cast: list[str] = []  # the voices without a name entered here, in order
        self.given_up = ""  # a line that was refused once and may be left the next time
        self.voice = self.next_to_vote(-1)
        self.writing = not self.open

    # ------------------------------------------------------------------------------------------------------- voices
    @property
    def by(self) -> str:
        known = self.known
        return known[self.voice % len(known)] if known else self.again

    def next_to_vote(self, voice: int) -> int:
        """The first after this that has not voted; else the next."""
        known = self.known
        ways = [(voice + way) % len(known) for way in range(1, len(known) + 1)] if known else []
        return next((at for at in ways if not self.has_voted(known[at])), ways[0] if ways else 0)

    def begin_part(self) -> None:
        self.cursor = self.first = 0
        self.again, self.cast = "", []
        self.to_voter(self.next_to_vote(-1))

    def to_voter(self, voice: int) -> None:
        """Another voice is at hand, with what it gave, ready to be mended."""
        self.voice = voice
        self.draft = self.given(self.by) if self.by or self.known else {}
        if self.writing:
            self.fill()

    def other_voice(self, way: int) -> None:
        if not self.open and self.known:
            self.counting = self.by_arrows = False
            self.writing = True
            self.to_voter((self.voice + way) % len(self.known))

    def opened(self) -> None:
        if self.writing:
            self.fill()

    def fill(self) -> None:
        """What the voice at hand gave (or what was counted) onto the line."""
        if self.counting:
            self.host.set_line(ballots.write_wall(self.counted(), self.counted_voters))
        else:
            self.host.set_line(ballots.write(self.given(self.by), self.reason_of(self.by)) if self.by or self.known else "")

    # ------------------------------------------------------------------------------------------------------ Writing
    def typed(self, text: str) -> bool:
        return True

    def enter(self, text: str) -> None:
        if is_blank(text) and not (self.has_voted(self.by) and self.by) and not self.counting:
            self.pass_over()
        elif self.commit(text):
            self.after_ballot()

    def pass_over(self) -> None:
        """Enter on an empty line: the next who has not voted; where all have, the next row."""
        if not self.known or self.all_in:
            self.finish()
        else:
            self.to_voter(self.next_to_vote(self.voice))

    def after_ballot(self) -> None:
        self.again = ""
        self.host.set_line("")
        if self.counting:
            self.finish()
        elif self.all_in:
            self.by_arrows = False
            self.finish()
            self.host.say(t("vote.all_in", self.lang))
        else:
            self.to_voter(self.next_to_vote(self.voice))

    def finish(self) -> None:
        self.counting = self.writing = False
        self.host.set_line("")

    def commit(self, text: str) -> bool:
        """The ballot (or the count) on the line, if it says something new. False: refused, and said."""
        items = self.material()
        if self.counting:
            return self._commit_wall(text, items)
        ballot = ballots.read(text, len(items), reason=self.step.reason)
        wrong = ballot.wrong or (ballots.twice(ballot) if self.step.way == "rank" else "")
        done = False
        if wrong:
            self.host.say(t("vote.twice" if not ballot.wrong else "vote.not_a_choice", self.lang, what=wrong))
        else:
            done = self.give(ballot.gives, ballot.reason)
        self.given_up = "" if done else text
        return done

    def give(self, gives: dict[int, int], reason: str = "") -> bool:
        if (gives, reason) == (self.given(self.by), self.reason_of(self.by)) and (self.known or self.again):
            return True
        items, where = self.material(), self.where()
        before = set(self.ballots())
        if self.step.way == "rank":
            changes: list[Change] = [Rank(items=[items[index].id for index in gives], **where)]
        else:
            changes = [Ballot(gives={items[index].id: n for index, n in gives.items()}, reason=reason, **where)]
        if self.step.way == "rank" and self.step.reason and reason != self.reason_of(self.by) and self.by:
            changes.append(SetReason(text=reason, **where))
        if not self.host.do(*changes):
            return False
        self.cast += [voice for voice in self.ballots() if voice not in before and not self.known]
        return True

    def _commit_wall(self, text: str, items: tuple[Item, ...]) -> bool:
        wall = ballots.read_wall(text, len(items))
        if wall.wrong:
            self.host.say(t("vote.not_a_choice", self.lang, what=wall.wrong))
        done = not wall.wrong and self._count(items, wall)
        self.given_up = "" if done else text
        return done

    def _count(self, items: tuple[Item, ...], wall: ballots.Wall) -> bool:
        """Dots or hands counted in the room; what is no longer on the line was counted wrong."""
        where: dict[str, Any] = {"step": self.step.id, "at": self.stop.at, "of": self.of}
        old = self.counted()
        new = {**dict.fromkeys(old, 0), **wall.counts}
        changes: list[Change] = [
            Tally(item=items[index].id, n=n, **where) for index, n in new.items() if n != old.get(index, 0)
        ]
        if (wall.voters or 0) != self.counted_voters:
            changes.append(SetVoters(n=wall.voters or 0, **where))
        return not changes or self.host.do(*changes)

    def move(self, key: str, text: str) -> bool:
        if key in ("tab", "shift+tab") and not self.counting:
            self.draft = dict(ballots.read(text, len(self.material())).gives)
            self.by_arrows, self.writing = True, False
            self.host.set_line("")
        elif key in ("up", "down") and not self.counting:
            self._other_voter(-1 if key == "up" else 1, text)
        else:
            return False
        return True

    def _other_voter(self, way: int, text: str) -> None:
        """↑ ↓: the voter before or after, to be mended. Where nobody is named: those entered here."""
        if not is_blank(text) and text != self.given_up and not self.commit(text):
            return
        if self.known:
            if len(self.known) > 1:
                self.to_voter((self.voice + way) % len(self.known))
            return
        at = (self.cast.index(self.again) if self.again in self.cast else len(self.cast)) + way
        self.again = self.cast[at] if 0 <= at < len(self.cast) else "" if at > 0 else self.again
        self.fill()

    def escape(self, text: str) -> None:
        if is_blank(text) or text == self.given_up or self.commit(text):
            self.again = self.given_up = ""
            self.finish()

    def leave(self, text: str) -> bool:
        if self.by_arrows and self.draft != self.given(self.by):
            line = ballots.write(self.draft)
            if self.draft and line != self.given_up and not self.give(self.draft, self.reason_of(self.by)):
                self.given_up = line
                return False
            return True
        return not self.writing or is_blank(text) or text == self.given_up or self.commit(text)

    # ----------------------------------------------------------------------------------------------------- Choosing
    def key(self, key: str) -> bool:
        if key in ("tab", "shift+tab") and self.open and self.has_rows:
            self.next_row(1 if key == "tab" else -1)
            return True
        if self.open:
            return self._key_shown(key)
        if self.by_arrows and self._key_arrows(key):
            return True
        if key == "v":
            if self.leave(""):
                self.by_arrows = False
                self.host.do(Show(step=self.step.id, at=self.stop.at, shown=True))
        elif key in ("a", "enter"):
            self._write()
        elif key == "w" and self.step.way in ("dots", "points"):
            self.by_arrows, self.counting, self.writing = False, True, True
            self.fill()
        elif key in ("tab", "shift+tab") and self.has_rows:
            self.next_row(1 if key == "tab" else -1)
        elif key in ("tab", "shift+tab"):
            self.by_arrows = True
            self.to_voter(self.voice if not self.all_in else self.next_to_vote(-1))
        elif key in ("up", "down"):
            self._scroll(-1 if key == "up" else 1)
        else:
            return False
        return True

    @property
    def has_rows(self) -> bool:
        return len(self.rows_of_each()) > 1

    def next_row(self, way: int) -> None:
        self.row = (self.row + way) % len(self.rows_of_each())
        self.writing = not self.open
        self.begin_part()

    def _write(self) -> None:
        """Back to the line: with what is set by arrows, else for the next who has not voted."""
        line = ballots.write(self.draft, self.reason_of(self.by)) if self.by_arrows else None
        self.writing, self.counting = True, False
        if line is None:
            self.to_voter(self.next_to_vote(self.voice - 1))
        else:
            self.by_arrows = False
            self.host.set_line(line)

    def _scroll(self, way: int) -> None:
        self.cursor = max(0, min(len(self.material()) - 1, self.cursor + way))

    def _key_arrows(self, key: str) -> bool:
        if key in ("up", "down"):
            self._scroll(-1 if key == "up" else 1)
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else len(self.material()) - 1
        elif key in ("+", "right", "-", "left"):
            self._set(self._beside(1 if key in ("+", "right") else -1))
        elif key == "space":
            n = self.draft.get(self.cursor, 0)
            self._set(0 if n and (self.step.way == "rank" or self.step.max_each == 1) else self._beside(1))
        elif key.isdecimal() and len(key) == 1:
            self._set_digit(int(key))
        elif key in ("tab", "shift+tab"):
            self._write()
        elif key == "enter":
            if not self.draft and not self.has_voted(self.by):
                self.pass_over()
            elif self.give(self.draft, self.reason_of(self.by)):
                self.after_ballot()
        else:
            return False
        return True

    def _beside(self, way: int) -> int:
        """One more, or one less, of what is given to the choice at hand."""
        n = self.draft.get(self.cursor, 0)
        if self.step.way == "notes":
            values = [0, *sorted(set(self.step.notes))]
            return values[max(0, min(len(values) - 1, (values.index(n) if n in values else 0) + way))]
        if self.step.way == "rank":
            return 1 if way > 0 else 0
        return max(0, n + way * (10 if self.step.way == "points" and (self.budget or 0) >= TENS else 1))

    def _set(self, n: int) -> None:
        draft = dict(self.draft)
        if self.step.way == "rank" and n and self.cursor in draft:
            return
        draft[self.cursor] = n
        self.draft = {index: n for index, n in draft.items() if n}

    def _set_digit(self, digit: int) -> None:
        """So many dots; which of the notes; the place in a ranking."""
        if self.step.way == "notes":
            values = sorted(set(self.step.notes), reverse=True)
            self._set(values[digit - 1] if 0 < digit <= len(values) else 0)
        elif self.step.way == "rank":
            order = [index for index in self.draft if index != self.cursor]
            if digit:
                order.insert(digit - 1, self.cursor)
            self.draft = dict.fromkeys(order, 1)
        else:
            self._set(digit * (10 if self.step.way == "points" and (self.budget or 0) >= TENS else 1))

    def _key_shown(self, key: str) -> bool:
        if key == "v":
            self.host.do(Show(step=self.step.id, at=self.stop.at, shown=False))
        elif key in ("+", "-"):
            self.go_on = max(1, min(len(self.material()), self.going_on + (1 if key == "+" else -1)))
        elif key in ("up", "down"):
            self._scroll(-1 if key == "up" else 1)
        elif key == "a":
            again = TakeAgain(step=self.step.id, at=self.stop.at)
            if self.host.do(again, Show(step=self.step.id, at=self.stop.at, shown=False)):
                self.writing = True
                self.begin_part()
        else:
            return False
        return True

    def wheel(self, way: int) -> None:
        self._scroll(way)

    def click(self, target: object, x: int) -> None:
        """A choice: one dot more, or the next place in the ranking; what holds no more is taken back. Where what hangs on the
        wall is counted, one more of them."""
        if not isinstance(target, tuple) or target[0] != "item":
            return
        self.cursor = int(target[1])
        if self.writing and self.counting:
            self._count_one(self.cursor)
        elif self.writing:
            self.move("tab", self.host.line_text)
        if self.by_arrows and not self.open:
            self._key_arrows("space")

    def click_sign(self, target: object, x: int, press: str) -> None:
        if press.startswith("item "):
            self.click(("item", int(press[5:])), x)
        else:
            super().click_sign(target, x, press)

    def _count_one(self, index: int) -> None:
        wall = ballots.read_wall(self.host.line_text, len(self.material()))
        if not wall.wrong:
            counts = {**wall.counts, index: wall.counts.get(index, 0) + 1}
            self.host.set_line(ballots.write_wall(counts, wall.voters or 0))

    # -------------------------------------------------------------------------------------------------- the key row
    def pairs(self) -> list[Pair]:
        row = [Pair("Tab", "keys.next_row_of", "tab")] if self.has_rows else []
        if self.open:
            more = [Pair("+", "vote.keys.one_more", "+"), Pair("-", "vote.keys.one_less", "-")]
            return [Pair("v", "keys.hide", "v"), *more, Pair("a", "keys.new_round", "a"), *row]
        if self.counting:
            counted = [Pair("a5 b3", "vote.keys.counted"), Pair("/8", "vote.keys.by_people")]
            return [*counted, Pair("Enter", "keys.done", "enter")]
        if self.writing:
            example = {"rank": ("b a c", "keys.example_rank"), "dots": ("a2 d", "keys.example_dots")}
            key, words = example.get(self.step.way, ("a40 b60", "keys.example_points"))
            if self.one_each:
                key, words = "a d", "keys.example_one_each"
            one = len(self.known) == 1
            pairs = [Pair(key, words), Pair("Enter", "keys.done" if one else "keys.next_ballot", "enter")]
            return [*pairs, Pair("Tab", "keys.by_arrows", "tab")]
        if self.by_arrows:
            dots = Pair("+ -", "keys.dots") if self.step.way != "rank" else Pair("Space", "vote.keys.next_place", "space")
            return [dots, Pair("↑↓", "keys.choose"), Pair("Enter", "keys.next_ballot", "enter"), Pair("v", "keys.show", "v")]
        pairs = [Pair("v", "keys.show", "v"), Pair("Enter", "keys.write_ballot", "enter")]
        if self.step.way in ("dots", "points"):
            pairs.append(Pair("w", "keys.count_wall", "w"))
        return [*pairs, *row]

    # ------------------------------------------------------------------------------------------------- where one is
    def place(self) -> tuple[str, str, str]:
        use = "wall" if self.counting else "ballot" if self.writing else ""
        return (self.of, "" if self.nameless else self.by, use)

    def go(self, of: str, field: str, use: str) -> None:
        self.row = next((at for at, one in enumerate(self.rows_of_each()) if one.id == of), self.row)
        if field in self.known:
            self.voice = self.known.index(field)
        elif field in self.ballots():
            self.again = field
            self.cast = self.cast or [field]
        if use and not self.open:
            self.writing, self.counting = True, use == "wall"
        self.opened()
