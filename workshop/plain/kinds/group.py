"""Grouping by ear: `1 4 6: name` puts things together; `5: a` puts one into a group that is there."""

from __future__ import annotations

from workshop.plain import grammar
from workshop.plain.grammar import bare
from workshop.plain.material import Material, read_targets
from workshop.plain.talk import Said, Talk
from workshop.session.ballots import letter
from workshop.session.changes import BreakGroup, MakeGroup, MergeGroups, MoveGroup, MoveToGroup, NameGroup
from workshop.session.model import Group, Item


def take(talk: Talk) -> None:
    Grouping(talk).go()


class Grouping(Material):
    local = ("edit", "delete", "move", "merge", "row", "who", "add")

    def groups(self) -> list[Group]:
        """Those there are; each is called by a letter."""
        return [group for group in self.cell.get("groups", ()) if not group.gone]

    def loose(self) -> list[Item]:
        inside = {id for group in self.groups() for id in group.items}
        return [item for item in self.things() if item.id not in inside]

    def title(self, group: Group) -> str:
        return group.name or self.talk.t("unnamed_group")

    def go(self) -> None:
        while True:
            if not self.settle() or not self.things():
                self.nothing()
                continue
            if self.announce():
                self.read()
            said = self.talk.hear(self.prompt(), local=self.local, listing=self.read, asking=self.ask_again, tells=self.tells())
            if said.command:
                self.obey(said)
            elif said.text:
                self.put(said.text)
            else:
                self.onward()

    def ask_again(self) -> None:
        self.said = None

    def prompt(self) -> str:
        lead, loose = self.lead(), len(self.loose())
        said = self.talk.t("put_together", n=loose)
        return f"{lead}. {said}" if lead else said

    def tells(self) -> list[str]:
        return [self.talk.t(f"can.{name}") for name in ("group", "into_group", "name_group", "move_group", "out_of_group")]

    def called_group(self, word: str) -> Group | None:
        """By its letter or its whole name."""
        groups, wanted = self.groups(), bare(word)
        by_letter = {letter(index): group for index, group in enumerate(groups)}
        return by_letter.get(wanted) or next((group for group in groups if group.name and bare(group.name) == wanted), None)

    def put(self, text: str) -> None:
        """`1 4 6: name`, or figures alone; into a group that is there, or a new one."""
        words, target = read_targets(text if ":" in text else f"{text}:")
        things = [self.called(word) for word in words]
        if not words:
            self.talk.refuse_with("group_how")
        elif None in things:
            self.talk.refuse_with("no_thing", of=len(self.things()))
        else:
            ids = [thing.id for thing in things if thing is not None]
            group = self.called_group(target) if target else None
            if group is not None:
                done = self.talk.do(MoveToGroup(items=ids, group=group.id, **self.where()))
            else:
                done = self.talk.do(MakeGroup(items=ids, name=target, **self.where()))
            if done:
                self.say_group(ids[0])

    def say_group(self, id: str) -> None:
        groups = self.groups()
        at = next((at for at, group in enumerate(groups) if id in group.items), None)
        if at is not None:
            self.talk.say(self.words(at, groups[at]))

    def words(self, at: int, group: Group) -> str:
        inside = ", ".join(self.talk.book.label(id) for id in group.items)
        return self.talk.t("group", letter=letter(at), name=self.title(group), what=inside)

    def obey(self, said: Said) -> None:
        match said.command:
            case "who":
                self.to_voice(said.text)
            case "row":
                self.to_row(said.text)
            case "add":
                self.add_more(said.text)
            case "edit":
                self._name(said.text)
            case "delete":
                self._out(said.text)
            case "merge":
                self._merge(said.text)
            case "move":
                self._move(said.text)

    def _name(self, rest: str) -> None:
        word, _, name = rest.partition(" ")
        group = self.called_group(word.rstrip(":"))
        if group is None:
            self.talk.refuse_with("no_group", what=word)
            return
        name = name.strip() or self.talk.ask(self.talk.t("new_words", old=self.title(group)))
        if name:
            self.talk.done(NameGroup(id=group.id, name=name, **self.where()))

    def _out(self, rest: str) -> None:
        """A thing out of its group, by number; a group dissolved, by letter."""
        if grammar.numbers(rest):
            things = [self.called(str(n)) for n in grammar.numbers(rest)]
            if None in things:
                self.talk.refuse_with("no_thing", of=len(self.things()))
            else:
                ids = [thing.id for thing in things if thing is not None]
                self.talk.done(MoveToGroup(items=ids, group=None, **self.where()))
            return
        group = self.called_group(rest)
        if group is None:
            self.talk.refuse_with("no_group", what=rest)
        else:
            self.talk.done(BreakGroup(id=group.id, **self.where()))

    def _move(self, rest: str) -> None:
        """`c 1`: that group to the first place; the letters follow the new order."""
        word, _, place = rest.strip().rpartition(" ")
        groups, group, to = self.groups(), self.called_group(word), next(iter(grammar.numbers(place)), 0)
        if group is None or not 0 < to <= len(groups):
            self.talk.refuse_with("move_group_how", word=grammar.word("move", self.talk.lang), n=len(groups))
            return
        others = [other.id for other in groups if other.id != group.id]
        self.talk.done(MoveGroup(id=group.id, after=others[to - 2] if to > 1 else "", **self.where()))
        self.read()

    def _merge(self, rest: str) -> None:
        groups = [self.called_group(word) for word in rest.replace(",", " ").split()]
        if len(groups) < 2 or None in groups:
            self.talk.refuse_with("merge_groups_how", word=grammar.word("merge", self.talk.lang))
            return
        into, *others = (group for group in groups if group is not None)
        self.talk.done(MergeGroups(into=into.id, ids=[group.id for group in others], **self.where()))

    def read(self) -> None:
        """The groups by letter; then what lies in none, by number."""
        for at, group in enumerate(self.groups()):
            self.talk.say(self.words(at, group))
        loose = self.loose()
        numbers = {item.id: at for at, item in enumerate(self.things(), start=1)}
        if loose and not self.groups():
            self.read_things()
        elif loose:
            self.talk.tell("loose", what=", ".join(f"{numbers[item.id]} {self.name(item)}" for item in loose))
