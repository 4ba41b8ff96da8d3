"""A sort: thing after thing, a figure or the beginning of a name puts it in its place."""

from __future__ import annotations

from workshop.plain import grammar
from workshop.plain.grammar import bare
from workshop.plain.material import Material, read_targets
from workshop.plain.talk import Said, Talk
from workshop.scenario.model import Place
from workshop.session.changes import Place as Put
from workshop.session.changes import Unplace
from workshop.session.model import Item


def take(talk: Talk) -> None:
    Sorting(talk).go()


class Sorting(Material):
    local = ("delete", "row", "who", "add")

    def __init__(self, talk: Talk) -> None:
        super().__init__(talk)
        self.passed: set[str] = set()  # things passed over here

    @property
    def places(self) -> list[Place]:
        return list(self.step.places)

    def title(self, place: Place) -> str:
        return self.talk.book.text(place.title)

    def placed(self) -> dict[str, object]:
        return dict(self.cell.get("place", {}))

    def is_done(self, part: tuple[str, str]) -> bool:
        there = self.cell_of(part).get("place", {})
        return all(item.id in there for item in self.talk.book.material(self.step, self.talk.at, part[0]))

    def at_hand(self) -> Item | None:
        """The first that has no place and was not passed over; None: there is none."""
        there = self.placed()
        return next((item for item in self.things() if item.id not in there and item.id not in self.passed), None)

    def go(self) -> None:
        self.read_places()
        while True:
            if not self.settle() or not self.things():
                self.nothing()
                continue
            if self.announce():
                self.passed.clear()
            item = self.at_hand()
            said = self.talk.hear(
                self.prompt(item), local=self.local, listing=self.read, asking=self.ask_again, tells=self.tells()
            )
            if said.command:
                self.obey(said)
            elif said.text:
                self.place(said.text, item)
            elif item is not None:
                self.passed.add(item.id)
            else:
                self.onward()

    def read_places(self) -> None:
        for at, place in enumerate(self.places, start=1):
            text = self.talk.book.text(place.text)
            self.talk.say(f"{at}. {self.title(place)}{f': {text}' if text else ''}")

    def ask_again(self) -> None:
        self.said = None
        self.read_places()

    def prompt(self, item: Item | None) -> str:
        things = self.things()
        if item is None:
            left = sum(1 for one in things if one.id not in self.placed())
            return self.talk.t("all_placed_but" if left else "all_placed", n=left)
        n = things.index(item) + 1
        lead = self.lead()
        what = f"{lead}. {self.name(item)}" if lead else self.name(item)
        return self.talk.t("where_to", what=what, n=n, of=len(things), most=len(self.places))

    def tells(self) -> list[str]:
        found = [self.talk.t("can.place"), self.talk.t("can.unplace")]
        return [*found, self.talk.t("can.who")] if self.voices.many else found

    def meant(self, word: str) -> Place | None:
        if word.isdecimal() and len(word) < 4:
            return self.places[int(word) - 1] if 1 <= int(word) <= len(self.places) else None
        wanted = bare(word)
        titles = [(place, bare(self.title(place))) for place in self.places] if wanted else []
        whole = (place for place, title in titles if title == wanted)
        return next(whole, next((place for place, title in titles if title.startswith(wanted)), None))

    def place(self, text: str, item: Item | None) -> None:
        words, target = read_targets(text)
        things = [self.called(word) for word in words] if words else [item]
        place = self.meant(target)
        if None in things:
            self.talk.refuse_with("no_thing" if words else "none_at_hand", of=len(self.things()))
        elif place is None:
            names = ", ".join(f"{at} {self.title(one)}" for at, one in enumerate(self.places, start=1))
            self.talk.refuse_with("no_place", what=target, places=names)
        elif self.talk.do(*(Put(item=one.id, place=place.id, **self.where()) for one in things if one is not None)):
            names = ", ".join(self.name(one) for one in things if one is not None)
            self.talk.say(f"{names}: {self.title(place)}.")

    def obey(self, said: Said) -> None:
        if said.command == "who":
            self.to_voice(said.text)
        elif said.command == "row":
            self.to_row(said.text)
        elif said.command == "add":
            self.add_more(said.text)
        else:
            self.unplace(said.text)

    def unplace(self, rest: str) -> None:
        """A thing by its number; without one what was placed last."""
        there = list(self.placed())
        item = self.called(rest) if rest else next((one for one in self.things() if there and one.id == there[-1]), None)
        if item is None or item.id not in there:
            self.talk.refuse_with("not_placed", word=grammar.word("delete", self.talk.lang))
        elif self.talk.done(Unplace(item=item.id, **self.where())):
            self.passed.discard(item.id)

    def read(self) -> None:
        """Place by place; last what has none."""
        things, there = self.things(), self.placed()
        lead = self.lead()
        for place in self.places:
            inside = [self.name(item) for item in things if there.get(item.id) == place.id]
            if inside:
                self.talk.say(f"{lead + ', ' if lead else ''}{self.title(place)}: {', '.join(inside)}")
        loose = [f"{at} {self.name(item)}" for at, item in enumerate(things, start=1) if item.id not in there]
        if loose:
            self.talk.tell("unplaced", what=", ".join(loose))
