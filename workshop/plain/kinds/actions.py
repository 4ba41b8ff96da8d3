"""Actions: one a line, `call the printer @Sam fri`; who and when are asked of what lacks them."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.language import t
from workshop.plain import fields
from workshop.plain.items import Block
from workshop.plain.logs import Log, action_words
from workshop.plain.talk import Said, Talk
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.text import TextField
from workshop.session.changes import SetItemField
from workshop.session.model import Item


def take(talk: Talk) -> None:
    Actions(talk).go()


class Actions(Log):
    log = "actions"

    @property
    def fields(self) -> Sequence[AnyField]:
        lang = self.talk.lang
        owner = TextField(id="owner", title=t("plain.who_does", lang))
        due = DateField(id="due", title=t("plain.by_when", lang))
        return [owner, due, *self.step.fields]

    def commands(self) -> tuple[str, ...]:
        return (*super().commands(), "done")

    def tells(self) -> list[str]:
        return [self.talk.t("can.action"), *super().tells(), self.talk.t("can.done")]

    def added(self, item: Item) -> None:
        """Who and when, as they were understood; and what it lacks is not asked for but said, for the talk goes on."""
        self.talk.say(action_words(item, self.text_of(item), self.talk.lang) + ".")

    @property
    def fields_at_once(self) -> Sequence[AnyField]:
        return self.step.fields

    def lacks(self, item: Item) -> bool:
        return not item.get("done") and super().lacks(item)

    def words(self, item: Item) -> str:
        said = action_words(item, self.text_of(item), self.talk.lang)
        own = [self.asked(one, item) for one in self.step.fields if item.get(one.id) is not None]
        return ", ".join([said, *(f"{asked.title}: {fields.words(asked)}" for asked in own)])

    def obey(self, said: Said, block: Block) -> Block | None:
        if said.command != "done":
            return super().obey(said, block)
        if item := self.called(said.text, block):
            done = None if item.get("done") else True
            if self.talk.do(SetItemField(id=item.id, field="done", value=done, step=self.step_of(item))):
                now = self.item(item.id)
                self.talk.say(self.words(now if now is not None else item) + ".")
        return block
