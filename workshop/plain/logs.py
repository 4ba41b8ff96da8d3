"""Actions and decisions by ear: all of it on one line (`call the printer @Sam fri`), with what was caught elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop import language
from workshop.language import t
from workshop.plain.fields import Asked
from workshop.plain.items import Block, Items, day_words
from workshop.plain.talk import Said
from workshop.session import capture, recapture
from workshop.session.carried import is_carried
from workshop.session.changes import AddItem, Change
from workshop.session.lateness import late_words
from workshop.session.model import Item, live
from workshop.session.recapture import SIGN


class Log(Items):
    log = ""
    signs = False  # the log's own sign may stand before the line

    def read_line(self, text: str) -> capture.Captured:
        talk = self.talk
        return capture.read(text, lang=talk.lang, today=talk.today, people=talk.names, sign=SIGN[self.log])

    def heard(self, said: Said, block: Block) -> Block | None:
        if said.sign and said.sign != SIGN[self.log]:
            self.talk.capture(said)
            return block
        return super().heard(said._replace(sign=""), block)

    def adding(self, text: str, block: Block) -> AddItem:
        found = self.read_line(text)
        return AddItem(step=self.step.id, text=found.text, fields=dict(found.fields), of=block.of, at=self.talk.at)

    def things(self, block: Block) -> list[Item]:
        own = self.own()
        return list(own) if self.step.each is None else [item for item in own if item.of == block.of]

    def elsewhere(self) -> list[Item]:
        """What was caught in other steps, or is left from last time."""
        return [item for item in live(getattr(self.talk.desk.session, self.log)) if item.get("step") != self.step.id]

    def numbered_things(self, block: Block) -> list[Item]:
        return [*self.things(block), *self.elsewhere()]

    def every(self) -> Sequence[Item]:
        return [*self.own(), *self.elsewhere()]

    def step_of(self, item: Item) -> str:
        return self.step.id if item.get("step") == self.step.id else ""

    def written(self, item: Item) -> str:
        return recapture.written(self.talk.desk.session, self.log, item, self.text_of(item))

    def rewording(self, item: Item, text: str) -> list[Change]:
        found = recapture.changes(self.talk.desk.session, self.log, item, self.text_of(item), text, self.talk.today)
        return list(found)

    def opening(self) -> None:
        caught = self.elsewhere()
        if caught:
            self.talk.tell(f"caught_{self.log}", n=len(caught))

    def read_more(self) -> None:
        block = Block(self.talk.here.slot.of)
        before = len(self.things(block))
        for at, item in enumerate(self.elsewhere(), start=before + 1):
            key = "from_last_time" if is_carried(item) else "from_elsewhere"
            self.talk.say(f"{at}. {self.words(item)}, {self.talk.t(key)}")

    def reading(self, asked: Asked, text: str) -> Mapping[str, Any]:
        if asked.field.id in ("owner", "decided_by") and len(text.split()) == 1:
            who, _ = capture.owner_in(f"@{text.lstrip('@')}", self.talk.names)
            return {asked.field.id: who or text}
        return super().reading(asked, text)


def action_words(item: Item, text: str, lang: str) -> str:
    """An action read aloud: what, who, when; what it lacks said in words."""
    said = [text]
    owner, due = str(item.get("owner") or ""), item.get("due")
    if item.get("done"):
        said.append(t("plain.is_done", lang))
    if owner:
        said.append(owner)
    if due is not None:
        said.append(day_words(due, lang))
        if not item.get("done") and (late := late_words(due, lang)):
            said.append(late)
    lacking = [t(f"plain.lacks.{name}", lang) for name in recapture.lacks("actions", item)]
    return ", ".join([*said, *lacking])


def decision_words(item: Item, text: str, lang: str) -> str:
    said = [text]
    if why := item.get("why"):
        said.append(t("session.capture.why", lang, why=why))
    if who := item.get("decided_by"):
        said.append(t("session.capture.decided_by", lang, name=who))
    if review := item.get("review"):
        said.append(t("plain.reviewed", lang, day=language.long_day(review, lang)))
    return ", ".join(said)
