"""A vote by ear: one voter a line (`a2 d`), dots counted on a wall (`/wall a5 b3 /8`), then what came out read best first."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.plain.material import Material
from workshop.plain.talk import Said, Talk
from workshop.plain.turns import Anew, Onward
from workshop.scenario.kinds.vote import Vote
from workshop.session import ballots
from workshop.session.ballots import letter
from workshop.session.changes import Ballot, Change, Rank, SetReason, SetVoters, Show, TakeAgain, Tally


def take(talk: Talk) -> None:
    Voting(talk).go()


class Voting(Material):
    local = ("wall", "who", "row", "show", "again")

    @property
    def vote(self) -> Vote:
        step: Vote = self.talk.step
        return step

    def is_done(self, part: tuple[str, str]) -> bool:
        cell = self.cell_of(part)
        return bool(cell.get("gives") or cell.get("rank"))

    @property
    def is_shown(self) -> bool:
        return bool(self.talk.book.session.progress_of(self.step.id, self.talk.at).shown)

    def go(self) -> None:
        if self.part not in self.parts() or self.is_done(self.part):
            self.part = next((part for part in self.parts() if not self.is_done(part)), self.part)
        while True:
            if not self.settle() or not self.things():
                self.nothing()
                continue
            if self.said is None or self.said[0] != self.of:
                self.read_choices()
            self.announce()
            said = self.talk.hear(self.prompt(), local=self.local, listing=self.read, asking=self.ask_again, tells=self.tells())
            if said.command:
                self.obey(said)
            elif said.text:
                self.ballot(said.text)
            else:
                self.passed()

    def read_choices(self) -> None:
        for index, item in enumerate(self.things()):
            self.talk.say(f"{letter(index)}. {self.name(item)}")

    def ask_again(self) -> None:
        self.said = None
        self.read_choices()
        self.said = (self.of, "\0")

    def prompt(self) -> str:
        if self.all_in:
            return self.talk.t("all_voted_on" if self.is_shown else "all_voted")
        lead = self.lead()
        how = self.how()
        return f"{lead}. {how}" if lead else how

    @property
    def all_in(self) -> bool:
        """Whether nobody is left to vote on this row, or the wall was counted."""
        if self.tally():
            return True
        mine = [part for part in self.parts() if part[0] == self.of]
        return not self.voices.open_ended and all(self.is_done(part) for part in mine)

    def how(self) -> str:
        """What there is to give, and how it is written."""
        step, talk = self.vote, self.talk
        count = len(self.things())
        if step.way == "rank":
            n = count if step.rank == "all" else min(int(step.rank or 0), count)
            return talk.t("rank_how", n=n)
        if step.way == "notes":
            return talk.t("notes_how", notes=", ".join(language.number(one, talk.lang) for one in step.notes))
        if step.way == "points":
            return talk.t("points_how", n=step.points)
        if not isinstance(step.dots, int):
            return talk.t("any_dots_how")
        return talk.t("dots_how_one" if step.max_each == 1 else "dots_how", n=step.dots)

    def tells(self) -> list[str]:
        names = ["ballot", *(["wall"] if self.vote.way in ("dots", "points") else []), "show"]
        names += ["reason"] if self.vote.reason else []
        return [self.talk.t(f"can.{name}") for name in names] + ([self.talk.t("can.who")] if self.voices.many else [])

    # ------------------------------------------------------------------------------------------------------------ voting

    def passed(self) -> None:
        """An empty line: the next who has not voted; where all have, on."""
        parts = self.parts()
        at = parts.index(self.part) + 1 if self.part in parts else len(parts)
        if self.voices.open_ended or self.all_in:
            self._next_row()
            return
        waiting = [part for part in parts[at:] if not self.is_done(part)]
        if not waiting:
            raise Onward
        self.part = waiting[0]

    def _next_row(self) -> None:
        rows = list(dict.fromkeys(of for of, _ in self.parts()))
        at = rows.index(self.of) + 1 if self.of in rows else len(rows)
        if at >= len(rows):
            raise Onward
        self.part = next(part for part in self.parts() if part[0] == rows[at])

    def ballot(self, text: str) -> None:
        talk, items, step = self.talk, self.things(), self.vote
        ballot = ballots.read(text, len(items), reason=step.reason)
        if ballot.wrong:
            talk.refuse(t("vote.not_a_choice", talk.lang, what=ballot.wrong) + ".")
            return
        if step.way == "rank" and (twice := ballots.twice(ballot)):
            talk.refuse(t("vote.twice", talk.lang, what=twice) + ".")
            return
        changes: list[Change] = []
        where = self.where()
        if self.voices.open_ended:
            where["by"] = ""  # a ballot makes its own voice
        if step.way == "rank":
            changes.append(Rank(items=[items[index].id for index in ballot.gives], **where))
            if step.reason and ballot.reason and where["by"]:
                changes.append(SetReason(text=ballot.reason, **where))
        else:
            gives = {items[index].id: n for index, n in ballot.gives.items()}
            changes.append(Ballot(gives=gives, reason=ballot.reason, **where))
        if not talk.do(*changes):
            return
        talk.say(self.taken(ballot))
        if self.voices.open_ended:
            self.voices.met.clear()
            self.part = (self.of, self.voices.all()[-1])
            return
        waiting = [part for part in self.parts() if part[0] == self.of and not self.is_done(part)]
        if waiting:
            self.part = waiting[0]

    def taken(self, ballot: ballots.Ballot) -> str:
        """What the line was understood as; where the others may not hear it, only how much it was."""
        talk, items = self.talk, self.things()
        if self.voices.many and self.voices.hidden:
            whole = len(ballot.gives) if self.vote.way == "rank" else sum(ballot.gives.values())
            key = {"rank": "ranked", "dots": "got_dots"}.get(self.vote.way, "got_points")
            return talk.t("ballot_taken", what=talk.t(key, n=whole))
        if self.vote.way == "rank":
            return ", ".join(f"{at} {self.name(items[index])}" for at, index in enumerate(ballot.gives, start=1)) + "."
        return ", ".join(talk.t("gave", n=n, what=self.name(items[index])) for index, n in ballot.gives.items()) + "."

    # ------------------------------------------------------------------------------------------------------ the wall

    def tally(self) -> dict[str, int]:
        cell = self.talk.book.session.cell(self.step.id, self.spot._replace(by=""))
        return dict(cell.get("tally", {}))

    def wall(self, rest: str) -> None:
        talk, items = self.talk, self.things()
        if self.vote.way not in ("dots", "points"):
            talk.refuse_with("no_wall")
            return
        rest = rest or talk.ask(talk.t("wall_how"))
        if not rest:
            return
        found = ballots.read_wall(rest, len(items))
        if found.wrong:
            talk.refuse(t("vote.not_a_choice", talk.lang, what=found.wrong) + ".")
            return
        where = {"step": self.step.id, "at": talk.at, "of": self.of}
        there = self.tally()
        old = {index: there[item.id] for index, item in enumerate(items) if item.id in there}
        new = {**dict.fromkeys(old, 0), **found.counts}
        changes: list[Change] = [
            Tally(item=items[index].id, n=n, **where) for index, n in new.items() if n != old.get(index, 0)
        ]
        if (found.voters or 0) != int(there.get("voters") or 0):
            changes.append(SetVoters(n=found.voters or 0, **where))
        if changes and talk.do(*changes):
            said = ", ".join(f"{self.name(items[index])} {n}" for index, n in found.counts.items())
            talk.tell("counted", what=said, people=talk.t("by_people", n=found.voters) if found.voters else "")

    # -------------------------------------------------------------------------------------------------------- commands

    def obey(self, said: Said) -> None:
        match said.command:
            case "wall":
                self.wall(said.text)
            case "who":
                self.to_voice(said.text)
            case "row":
                self.to_row(said.text)
            case "show":
                if not self.is_shown:
                    self.talk.do(Show(step=self.step.id, at=self.talk.at, shown=True))
                self.read_result()
            case "again":
                again = TakeAgain(step=self.step.id, at=self.talk.at)
                if self.talk.do(again, Show(step=self.step.id, at=self.talk.at, shown=False)):
                    self.talk.say(t("run.again", self.talk.lang))
                    raise Anew

    def read(self) -> None:
        self.read_choices()
        done = sum(1 for part in self.parts() if part[0] == self.of and self.is_done(part))
        if self.is_shown:
            self.read_result()
        elif self.voices.many:
            self.talk.tell("so_far", n=done)

    def read_result(self) -> None:
        """Best first, each with what it got and from how many."""
        talk = self.talk
        found = talk.book.votes(self.vote, talk.at, self.of)
        people = talk.book.voters(self.vote, talk.at, self.of)
        if not any(one.place for one in found):
            talk.tell("nobody_voted")
            return
        talk.tell("result_of", n=people)
        key = {"rank": "got_ranks", "dots": "got_dots"}.get(self.vote.way, "got_points")
        for one in found:
            got = talk.t(key, n=one.total)
            of = f", {talk.t('from_voters', n=one.voters)}" if one.voters and people > 1 and self.vote.way != "rank" else ""
            talk.say(f"{talk.t('place', n=one.place)}, {self.name(one.item)}: {got}{of}.")
            for reason in one.reasons:
                talk.say(talk.t("reason", text=reason))
