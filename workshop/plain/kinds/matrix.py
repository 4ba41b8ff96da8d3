"""A matrix: thing after thing, two figures put it on the two axes."""

from __future__ import annotations

from workshop.plain import grammar
from workshop.plain.kinds.sort import Sorting
from workshop.plain.material import read_targets
from workshop.plain.talk import Talk
from workshop.scenario.kinds.matrix import Matrix
from workshop.session.changes import Put
from workshop.session.model import Item


def take(talk: Talk) -> None:
    Placing(talk).go()


class Placing(Sorting):
    @property
    def matrix(self) -> Matrix:
        step: Matrix = self.talk.step
        return step

    def read_places(self) -> None:
        """The two axes, and the corners by name."""
        text, step = self.talk.book.text, self.matrix
        for key, axis in (("first_figure", step.x), ("second_figure", step.y)):
            self.talk.tell(key, title=text(axis.title), low=text(axis.low), high=text(axis.high), n=step.steps)
        for place in step.places:
            said = f"{text(place.title)}: {text(place.text)}" if place.text is not None else text(place.title)
            corner = self.talk.t("corner", x=self._end("x", place.x), y=self._end("y", place.y))
            self.talk.say(f"{corner} {said}")

    def _end(self, axis: str, end: str | None) -> str:
        step = self.matrix
        found = step.x if axis == "x" else step.y
        word = self.talk.book.text(found.high if end == "high" else found.low)
        return f"{self.talk.book.text(found.title)} {word}"

    def prompt(self, item: Item | None) -> str:
        if item is None:
            return super().prompt(item)
        things, text, step = self.things(), self.talk.book.text, self.matrix
        lead = self.lead()
        what = f"{lead}. {self.name(item)}" if lead else self.name(item)
        x, y = text(step.x.title), text(step.y.title)
        return self.talk.t("two_figures", what=what, n=things.index(item) + 1, of=len(things), x=x, y=y, most=step.steps)

    def tells(self) -> list[str]:
        found = [self.talk.t("can.put"), self.talk.t("can.unplace")]
        return [*found, self.talk.t("can.who")] if self.voices.many else found

    def place(self, text: str, item: Item | None) -> None:
        words, target = read_targets(text)
        thing = self.called(words[0]) if len(words) == 1 else None if words else item
        figures = grammar.numbers(target)
        if thing is None:
            self.talk.refuse_with("no_thing" if words else "none_at_hand", of=len(self.things()))
        elif len(figures) != 2 or len(target.replace(",", " ").split()) != 2:
            self.talk.refuse_with("two_figures_how", most=self.matrix.steps)
        elif self.talk.do(Put(item=thing.id, x=figures[0], y=figures[1], **self.where())):
            self.talk.say(self.words(thing))

    def words(self, item: Item) -> str:
        """Where a thing lies: its corner, and both figures."""
        at = self.placed().get(item.id)
        if not isinstance(at, dict):
            return self.name(item)
        x, y, step = int(at["x"]), int(at["y"]), self.matrix
        corner, text = step.place_at(x, y), self.talk.book.text
        where = f"{text(corner.title)}, " if corner is not None else ""
        return f"{self.name(item)}: {where}{text(step.x.title)} {x}, {text(step.y.title)} {y}."

    def read(self) -> None:
        things, there = self.things(), self.placed()
        for item in things:
            if item.id in there:
                self.talk.say(self.words(item))
        loose = [f"{at} {self.name(item)}" for at, item in enumerate(things, start=1) if item.id not in there]
        if loose:
            self.talk.tell("unplaced", what=", ".join(loose))
