"""Decisions: one a line, with why where one word for it stands between; what the step asks of each after it."""

from __future__ import annotations

from workshop.plain import fields
from workshop.plain.logs import Log, decision_words
from workshop.plain.talk import Talk
from workshop.session.model import Item


def take(talk: Talk) -> None:
    Decisions(talk).go()


class Decisions(Log):
    log = "decisions"

    def tells(self) -> list[str]:
        return [self.talk.t("can.decision"), *super().tells()]

    def added(self, item: Item) -> None:
        if item.get("why") or item.get("decided_by"):
            self.talk.say(self.words(item) + ".")

    def words(self, item: Item) -> str:
        said = decision_words(item, self.text_of(item), self.talk.lang)
        own = [self.asked(one, item) for one in self.fields if item.get(one.id) is not None]
        return ", ".join([said, *(f"{asked.title}: {fields.words(asked)}" for asked in own)])
