"""What lists, actions and decisions have in common by ear: one thing a line, under each row and by each voice in turn; the
fields of a thing asked right after it; suggestions that can be taken; things called by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from workshop import language
from workshop.errors import Refused
from workshop.language import t
from workshop.plain import fields, grammar
from workshop.plain.fields import Asked
from workshop.plain.rows import Rows
from workshop.plain.talk import Here, Said, Talk
from workshop.plain.turns import Onward
from workshop.plain.voices import Voices
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.list import ListField
from workshop.scenario.kinds.list import ListStep
from workshop.session.ballots import letter
from workshop.session.changes import AddItem, Change, EditItem, MergeItems, MoveItem, RemoveItem, SetItemField, TakeStart
from workshop.session.flow import Slot
from workshop.session.kinds.list import TOUCHED
from workshop.session.model import Item
from workshop.session.scope import Scope
from workshop.text import is_blank

FEW = 12  # suggestions read out; the others are found by /read


class Block(NamedTuple):
    """Where a thing goes: under which row, by whom. "" is what the step does not have."""

    of: str = ""
    by: str = ""


class Items:
    """The base; actions and decisions read a line in their own way."""

    signs = True  # whether `!`, `=` and `?` catch something on the way

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.voices = Voices(talk)
        self.rows = Rows(talk)
        self.was: Block | None = None
        self.offered: set[Block] = set()  # where the suggestions were read
        self.passed = 0  # turns passed over, one after the other
        self.read_out: set[str] = set()  # fields whose choices were read here
        self.filled: set[str] = set()  # things whose fields were asked here

    @property
    def step(self) -> ListStep:
        step: ListStep = self.talk.step
        return step

    @property
    def title(self) -> str:
        return self.talk.book.text(self.step.title)

    @property
    def fields(self) -> Sequence[AnyField]:
        """What is asked of each thing, besides its words."""
        return self.step.fields

    # ------------------------------------------------------------------------------------------------------------ blocks

    def blocks(self) -> list[Block]:
        """Voice by voice, row by row."""
        found: list[Block] = []
        for voice in self.voices.all():
            if self.step.each is None:
                found.append(Block("", voice))
                continue
            dealt = self.step.deal is not None and self.voices.many
            book, at = self.talk.book, self.talk.at
            rows = book.hand(self.step, self.voices.kept(voice), at) if dealt else self.rows.all()
            found += [Block(row.id, voice) for row in rows]
        return found

    def own(self) -> Sequence[Item]:
        """All the things of the step, in order."""
        return self.talk.book.source(self.step.id, Scope(step=self.step.id, at=self.talk.at))

    def things(self, block: Block) -> list[Item]:
        """What is in a block: those of the voice, where each answers for themselves."""
        kept = self.voices.kept(block.by)
        own = self.own()
        found = list(own) if self.step.each is None else [item for item in own if item.of == block.of]
        return [item for item in found if item.by == kept] if self.voices.many else found

    def offers(self, block: Block) -> Sequence[Item]:
        step = self.step
        if step.closed or step.chain or (step.start is None and not step.items):
            return ()
        return self.talk.book.offers(step, self.talk.at, block.of, self.voices.kept(block.by))

    def text_of(self, item: Item) -> str:
        return item.text or self.talk.book.label(item.id)

    def first(self, blocks: Sequence[Block]) -> Block:
        here = self.talk.here.slot
        found = Block(here.of, here.by)
        if found in blocks and self.talk.here != Here():
            return found
        return next((block for block in blocks if not self.things(block)), blocks[0])

    # ------------------------------------------------------------------------------------------------------------- asking

    def go(self) -> None:
        self.voices.seat()
        self.opening()
        blocks = self.blocks()
        block = self.first(blocks) if blocks else None
        while True:
            blocks = self.blocks()
            if block is None or block not in blocks:
                block = self.first(blocks) if blocks else None
            if block is None:
                self.nothing()
                continue
            self.talk.here = Here(Slot(of=block.of, by=block.by))
            self.announce(block)
            if self.step.closed:
                self.fill(block)
            said = self.talk.hear(
                self.prompt(block),
                local=self.commands(),
                listing=self.read,
                asking=partial(self.ask_again, block),
                tells=self.tells(),
                captures=self.signs,
            )
            self.was = block
            block = self.heard(said, block)

    def opening(self) -> None:
        """Said once, when one comes here."""

    def commands(self) -> tuple[str, ...]:
        step = self.step
        found = ["edit", "delete", "move", "merge"]
        found += ["take"] if step.start is not None or step.items else []
        found += ["row"] if step.each is not None else []
        found += ["who"] if self.voices.many else []
        return (*found, *(["fill"] if self.fields else []))

    def nothing(self) -> None:
        said = self.talk.hear(self.voices.nobody() or self.talk.t("no_rows"), listing=self.read)
        if said.text:
            self.talk.refuse_with("nothing_asked")
        else:
            raise Onward

    def announce(self, block: Block) -> None:
        talk, was = self.talk, self.was
        self.voices.say_hidden(was is None)
        if block.of and was != block:
            talk.say(self.rows.place(block.of))
            for line in self.rows.beside(block.of):
                talk.say(line)
        if was != block and (things := self.things(block)):
            talk.tell("there_already", n=len(things), what=numbered([self.words(item) for item in things]))
            if not self.step.closed and any(self.lacks(item) for item in things):
                talk.say(talk.t("can.fill"))
        if block not in self.offered and (offers := self.offers(block)):
            self.offered.add(block)
            self.read_offers(offers)

    def read_offers(self, offers: Sequence[Item]) -> None:
        talk = self.talk
        talk.tell("offers", n=len(offers))
        for index, offer in enumerate(offers[:FEW]):
            talk.say(f"{letter(index)}. {self.text_of(offer)}")
        if len(offers) > FEW:
            talk.tell("more_offers", n=len(offers) - FEW)
        talk.tell("offers_how", word=grammar.word("take", talk.lang), all=talk.t("sub.all").split(",")[0])

    def prompt(self, block: Block) -> str:
        """What is asked and the number of the thing that comes next, so that it is clear without the lines before."""
        talk, things = self.talk, self.things(block)
        fresh = self.was is None or self.was.by != block.by
        lead = [self.voices.lead(block.by, fresh), self.rows.short(block.of) if block.of else ""]
        if self.step.closed:
            return talk.t("closed_on", what=", ".join(one for one in [*lead, self.title] if one))
        if self.step.chain:
            lead.append(talk.book.text(self.step.prompt, self.scope(block)) or self.title)
        else:
            lead.append(self.title)
        return talk.t("nth", what=", ".join(one for one in lead if one).rstrip("?."), n=len(things) + 1)

    def scope(self, block: Block) -> Scope:
        return self.talk.scope(block.of, by=self.voices.kept(block.by))

    def ask_again(self, block: Block) -> None:
        self.was = None
        self.offered.discard(block)
        self.announce(block)

    def tells(self) -> list[str]:
        talk, step = self.talk, self.step
        found = [talk.t("can.items")]
        if step.start is not None or step.items:
            found.append(talk.t("can.take"))
        if self.fields:
            found.append(talk.t("can.fill"))
        if step.each is not None and self.rows.is_many:
            found.append(talk.t("can.rows"))
        if self.voices.many:
            found.append(talk.t("can.who"))
        return found

    # ------------------------------------------------------------------------------------------------------------ answers

    def heard(self, said: Said, block: Block) -> Block | None:
        if said.command:
            return self.obey(said, block)
        if not said.text:
            return self.after(block)
        if not self.add(said, block):
            return block
        self.passed = 0
        return self.turned(block)

    def turned(self, block: Block) -> Block:
        """Where voices take turns, one thing a turn."""
        if not (self.step.turns and self.voices.many):
            return block
        voices = self.voices.all()
        following = voices[(voices.index(block.by) + 1) % len(voices)] if block.by in voices else voices[0]
        return Block(block.of, following)

    def after(self, block: Block) -> Block:
        """The next row, the next voice. Where they take turns: when all have passed, the next row."""
        if self.step.turns and self.voices.many:
            self.passed += 1
            if self.passed < len(self.voices.all()):
                return self.turned(block)
            self.passed = 0
            rows = list(dict.fromkeys(one.of for one in self.blocks()))
            at = rows.index(block.of) + 1 if block.of in rows else len(rows)
            if at < len(rows):
                return Block(rows[at], self.voices.all()[0])
            raise Onward
        blocks = self.blocks()
        at = blocks.index(block) + 1 if block in blocks else len(blocks)
        if at >= len(blocks):
            raise Onward
        following = blocks[at]
        if self.voices.open_ended and following.by != block.by and not any(item.by == block.by for item in self.own()):
            raise Onward
        return following

    def adding(self, text: str, block: Block) -> AddItem:
        by = block.by
        return AddItem(step=self.step.id, text=text, of=block.of, by=by, at=self.talk.at)

    def add(self, said: Said, block: Block) -> bool:
        before = {item.id for item in self.own()}
        if not self.talk.do(self.adding(said.text, block)):
            return False
        new = next((item for item in reversed(self.own()) if item.id not in before), None)
        if new is not None:
            self.added(new)
            self.ask_fields(new, self.fields_at_once)
        return True

    def added(self, item: Item) -> None:
        """What was understood, where that is not what was written."""

    # ------------------------------------------------------------------------------------------------- fields of a thing

    def item(self, id: str) -> Item | None:
        return next((item for item in self.every() if item.id == id), None)

    def every(self) -> Sequence[Item]:
        """All that can be called by a number here."""
        return self.own()

    def asked(self, field: AnyField, item: Item) -> Asked:
        scope = Scope(step=self.step.id, at=item.at, of=item.of, by=item.by, item=item.id)
        return Asked(self.talk.book, field, scope, item.fields, self.talk.lang)

    def to_ask(self, item: Item) -> Iterator[AnyField]:
        for field in self.fields:
            if field.when is None or self.talk.book.holds(field.when, self.asked(field, item).scope):
                yield field

    @property
    def fields_at_once(self) -> Sequence[AnyField]:
        """Those that are asked as soon as a thing is there."""
        return self.fields

    def ask_fields(self, item: Item, which: Sequence[AnyField] | None = None, *, anew: bool = False) -> None:
        """One question after the other about a thing; an empty line leaves one open (`anew`: as it is)."""
        self.filled.add(item.id)
        before = self.talk.here
        for field in self.fields if which is None else which:
            while (now := self.item(item.id)) is not None and field in list(self.to_ask(now)):
                asked = self.asked(field, now)
                if asked.value is not None and not anew:
                    break
                for line in fields.choices(asked) if field.id not in self.read_out else ():
                    self.talk.say(line)
                self.read_out.add(field.id)
                self.talk.here = Here(Slot(item.of, field=field.id, by=before.slot.by), item.id)
                said = self.talk.hear(self.field_prompt(asked, now), listing=self.read, captures=False)
                text = f"{said.sign}{said.text}"
                if not text or self.set(now, asked, text):
                    break
        self.talk.here = before

    def field_prompt(self, asked: Asked, item: Item) -> str:
        how = t("plain.how.several", asked.lang) if isinstance(asked.field, ListField) else fields.how(asked)
        now = self.talk.t("answer_now", answer=fields.words(asked)) if asked.value is not None else ""
        question = self.talk.t("about_thing", thing=self.text_of(item), question=asked.question)
        return " ".join(part for part in (question, how, now) if part)

    def set(self, item: Item, asked: Asked, text: str) -> bool:
        values: Mapping[str, Any]
        try:
            if isinstance(asked.field, ListField):
                values = {asked.field.id: [one.strip() for one in text.split(";") if not is_blank(one)]}
            else:
                values = self.reading(asked, text)
        except Refused as refusal:
            self.talk.refuse(refusal.words(self.talk.lang))
            return False
        changes = [SetItemField(id=item.id, field=name, value=value, step=self.step.id) for name, value in values.items()]
        if not self.talk.do(*changes):
            return False
        now = self.item(item.id)
        if now is not None and (back := fields.read_back(self.asked(asked.field, now))):
            self.talk.say(f"{back}.")
        return True

    def reading(self, asked: Asked, text: str) -> Mapping[str, Any]:
        return fields.read(asked, text)

    def fill(self, block: Block) -> None:
        """The fields that stand open, of every thing in turn; each thing once."""
        for item in self.things(block):
            if item.id not in self.filled and self.lacks(item):
                self.ask_fields(item)

    def lacks(self, item: Item) -> bool:
        return any(self.asked(field, item).value is None for field in self.to_ask(item))

    # ----------------------------------------------------------------------------------------------------------- commands

    def obey(self, said: Said, block: Block) -> Block | None:
        match said.command:
            case "row":
                return self._row(said.text, block)
            case "who":
                return self._who(said.text, block)
            case "take":
                return self._take(said.text, block)
            case "edit":
                self._edit(said.text, block)
            case "delete":
                if item := self.called(said.text, block):
                    self.talk.done(RemoveItem(id=item.id, step=self.step_of(item)))
            case "move":
                self._move(said.text, block)
            case "merge":
                self._merge(said.text, block)
            case "fill":
                self._fill(said.text, block)
        return block

    def step_of(self, item: Item) -> str:
        """The step a change of this thing names: "" for what was captured elsewhere."""
        return self.step.id

    def numbered_things(self, block: Block) -> list[Item]:
        """What can be called by a number, in order."""
        return self.things(block)

    def called(self, rest: str, block: Block, *, latest: bool = True) -> Item | None:
        """The thing of a number; without one the latest."""
        things, found = self.numbered_things(block), grammar.numbers(rest)
        n = found[0] if found else len(self.things(block)) if latest and not rest else 0
        if 1 <= n <= len(things):
            return things[n - 1]
        self.talk.refuse_with("no_number", n=n or rest[:20], of=len(things))
        return None

    def _edit(self, rest: str, block: Block) -> None:
        item = self.called(rest, block)
        if item is None:
            return
        _, text = grammar.number_and_rest(rest)
        asks = not text
        if not text:
            text = self.talk.ask(self.talk.t("new_words", old=self.written(item)))
        if text and self.talk.do(*self.rewording(item, text)):
            now = self.item(item.id)
            self.talk.say(self.talk.t("edited", what=self.words(now if now is not None else item)))
            self.say_flagged()
        if asks and (now := self.item(item.id)) is not None:
            self.ask_fields(now, anew=True)

    def say_flagged(self) -> None:
        """In a chain what comes after was asked of other words: that is said."""
        flagged = sum(1 for one in self.own() if one.get(TOUCHED)) if self.step.chain else 0
        if flagged:
            self.talk.say(t("list.flagged", self.talk.lang, n=flagged))

    def written(self, item: Item) -> str:
        """A thing as it would be written."""
        return self.text_of(item)

    def rewording(self, item: Item, text: str) -> list[Change]:
        return [EditItem(id=item.id, text=text, step=self.step_of(item))]

    def _move(self, rest: str, block: Block) -> None:
        things, found = self.things(block), grammar.numbers(rest)
        if len(found) != 2 or not all(1 <= n <= len(things) for n in found):
            self.talk.refuse_with("move_how", word=grammar.word("move", self.talk.lang))
            return
        moved = things[found[0] - 1]
        others = [item for item in things if item.id != moved.id]
        after = others[found[1] - 2].id if found[1] > 1 else ""
        self.talk.done(MoveItem(id=moved.id, step=self.step.id, after=after))

    def _merge(self, rest: str, block: Block) -> None:
        things, found = self.things(block), grammar.numbers(rest)
        if len(found) < 2 or not all(1 <= n <= len(things) for n in found) or len(set(found)) < len(found):
            self.talk.refuse_with("merge_how", word=grammar.word("merge", self.talk.lang))
            return
        into, *ids = (things[n - 1].id for n in found)
        self.talk.done(MergeItems(into=into, ids=ids, step=self.step.id))

    def _take(self, rest: str, block: Block) -> Block:
        offers = list(self.offers(block))
        if not offers:
            self.talk.refuse_with("no_offers")
            return block
        if not rest:
            self.read_offers(offers)
            return block
        names = {letter(index): offer for index, offer in enumerate(offers)}
        what, _ = grammar.subword(rest)
        wanted = offers if what == "all" else [names[word] for word in rest.lower().replace(",", " ").split() if word in names]
        if not wanted:
            self.talk.refuse_with("no_offer", what=rest)
            return block
        before = {item.id for item in self.own()}
        for offer in wanted:  # each as one takes them on the screen
            change = TakeStart(step=self.step.id, items=[offer.id], at=self.talk.at, of=block.of, by=block.by)
            if not self.talk.do(change):
                return block
        taken = [item for item in self.own() if item.id not in before]
        if taken:
            self.talk.tell("taken", n=len(taken), what=numbered([self.text_of(item) for item in taken]))
        for item in taken:
            self.ask_fields(item, self.fields_at_once)
        return self.turned(block)

    def _row(self, rest: str, block: Block) -> Block:
        to = self.rows.obey(rest)
        return Block(to, block.by) if to else block

    def _who(self, rest: str, block: Block) -> Block:
        voice = self.voices.meant(rest) if rest else None
        if voice is not None:
            return Block(block.of, voice)
        if rest:
            self.talk.refuse_with("nobody_called", who=rest)
        else:
            self.talk.say(numbered([self.voices.name(one) for one in self.voices.all()]))
        return block

    def _fill(self, rest: str, block: Block) -> None:
        """The fields of one thing, or whatever stands open."""
        if rest:
            if item := self.called(rest, block):
                self.ask_fields(item, anew=True)
            return
        open_ends = [item for item in self.numbered_things(block) if self.lacks(item)]
        if not open_ends:
            self.talk.tell("nothing_lacks")
        for item in open_ends:
            self.ask_fields(item)

    # ------------------------------------------------------------------------------------------------------------ reading

    def words(self, item: Item) -> str:
        """A thing on one line with what is said of it."""
        said = [self.text_of(item)]
        for field in self.fields:
            asked = self.asked(field, item)
            if answer := fields.words(asked):
                said.append(f"{asked.title.rstrip('?')}: {answer}")
        if item.get(TOUCHED):
            said.append(t("plain.touched_thing", self.talk.lang))
        return ", ".join(said)

    def read(self) -> None:
        """What is here, as far as it may be heard, with the numbers it is called by."""
        talk, some = self.talk, False
        here = talk.here.slot
        hidden = self.voices.hidden and self.voices.many
        for block in self.blocks():
            things = self.things(block)
            if not things or (hidden and block.by != here.by):
                continue
            some = True
            lead = ", ".join(one for one in (self.voices.name(block.by), talk.book.label(block.of) if block.of else "") if one)
            if lead:
                talk.say(f"{lead}:")
            for at, item in enumerate(things, start=1):
                talk.say(f"{at}. {self.words(item)}")
        self.read_more()
        if not some:
            talk.tell("nothing_yet")

    def read_more(self) -> None:
        """What else belongs here."""


def numbered(texts: Sequence[str]) -> str:
    return ", ".join(f"{at} {text}" for at, text in enumerate(texts, start=1))


def day_words(value: Any, lang: str) -> str:
    return language.long_day(value, lang, date.today()) if isinstance(value, date) else str(value or "")
