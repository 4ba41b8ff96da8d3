"""What has been given in a vote: the ballots by voice, the count on the wall, how much there is to give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Source
from workshop.session.flow import Stop
from workshop.session.kinds import vote as voting
from workshop.session.model import Cell
from workshop.tui.steps.placing import MaterialPane

GO_ON = 3


class VoteBallots(MaterialPane):
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
    def counted_voters(self) -> int:
        """How many people were counted, where that was said."""
        return int(self.book.session.cell(self.step.id, self.spot._replace(by="")).get("tally", {}).get("voters") or 0)

    @property
    def one_each(self) -> bool:
        """Whether a choice takes one dot of each voter: then `a2` is no example."""
        return self.step.way == "dots" and self.step.max_each == 1

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
