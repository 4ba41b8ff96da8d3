"""A kill storm: the real program on a pseudo-terminal, typed into at random and killed at random moments, again and again.

A case is a session of its own, some kills long; all it does follows from its seed. What is typed is made of words that are each
typed once, so what is in the file afterwards tells what became of them: written once, removed, half-typed, missing, or twice.

    python -m tests.faults.storm --kills 1000          the storm, with its report
    python -m tests.faults.storm --seed 417 -v         one case again
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import random
import signal
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.terminal.driver import KEYS
from tests.terminal.rooms import room
from workshop.scenario import load
from workshop.session.begin import begin
from workshop.session.model import Item, Session
from workshop.store import drafts, files
from workshop.store.opening import open_session

SCENARIO = """
format = 1
id = "storm"
title.sv = "Stormen"
title.en = "The storm"
languages = ["sv", "en"]

[[step]]
id = "said"
kind = "list"
title.sv = "Steget ett"
title.en = "Step one"
prompt.sv = "Vad har ni gjort?"
prompt.en = "What have you done?"

[[step]]
id = "story"
kind = "ask"
title.sv = "Steget två"
title.en = "Step two"
fields = [
  { id = "before", as = "text", title = "Före", prompt.sv = "Hur var det?", prompt.en = "How was it?" },
  { id = "after", as = "text", title = "Efter", prompt.sv = "Hur blev det?", prompt.en = "How did it turn out?" },
]

[[step]]
id = "more"
kind = "list"
title.sv = "Steget tre"
title.en = "Step three"
prompt.sv = "Vad mer?"
prompt.en = "What else?"
"""
STEPS = ("said", "story", "more")
TITLES = ("Steget ett", "Steget två", "Steget tre")
WORDS = ("kön", "frågan", "skärmen", "hösten", "räkningen", "mötet", "växeln", "kassan", "dörren", "vägen", "löftet", "åäö")
SECOND = 1.0
"""So much typing may be missing after a kill."""
BUSY = 4.0
"""Where the computer is busy with other things, or keys come faster than anybody types, it may be longer: what is missing
then is counted as late. Beyond this it is lost."""


# ------------------------------------------------------------------------------------------------------ what was typed


@dataclass
class Word:
    """One stretch of text, and what has become of it: (when, where, how much of it is typed). Where: "" not there yet, "half"
    on a line, "live" in the session, "gone" removed or undone."""

    id: str
    past: list[tuple[float, str, str]] = field(default_factory=list)

    @property
    def where(self) -> str:
        return self.past[-1][1] if self.past else ""

    @property
    def text(self) -> str:
        return self.past[-1][2] if self.past else ""

    def be(self, where: str, text: str | None = None) -> None:
        self.past.append((time.monotonic(), where, self.text if text is None else text))

    def at(self, moment: float) -> tuple[str, str]:
        known = [entry for entry in self.past if entry[0] <= moment]
        return (known[-1][1], known[-1][2]) if known else ("", "")


@dataclass
class Kill:
    """One kill and what was found after it."""

    seed: int
    number: int
    how: str
    missing: int = 0  # characters typed that are nowhere
    age: float = 0.0  # seconds since the oldest of them was typed
    faults: list[str] = field(default_factory=list)
    late: int = 0  # of those, typed more than a second before
    leftovers: int = 0  # temporary files
    typed: int = 0
    started: float = 0.0  # seconds until the program was there again
    done: list[str] = field(default_factory=list)  # what was done, in order


class Case:
    """One session, typed into and killed some times over."""

    def __init__(self, seed: int, folder: Path, *, kills: int = 10, verbose: bool = False) -> None:
        self.seed, self.folder, self.count, self.verbose = seed, folder, kills, verbose
        self.random = random.Random(seed)
        self.words: dict[str, Word] = {}
        self.numbers = itertools.count(1)
        self.line: list[Word] = []  # half-typed on the line of the step at hand
        self.step = 0
        self.lists: dict[str, list[list[Word]]] = {step: [] for step in STEPS}  # each thing is of one or several words
        self.past: list[tuple[list[Word], list[Word]]] = []  # to undo: what came with it, what went with it
        self.future: list[tuple[list[Word], list[Word]]] = []
        self.until = 0.0
        self.results: list[Kill] = []
        self.half: drafts.Draft | None = None

    # ------------------------------------------------------------------------------------------------------ the storm
    def run(self) -> list[Kill]:
        self.path = self._session()
        for number in range(self.count):
            kill = Kill(self.seed, number, self.random.choice(("moment", "moment", "save", "draft", "burst")))
            self.results.append(kill)
            began = time.monotonic()
            with room(self.folder, "resume", str(self.path), size=(80, 24)) as self.terminal:
                try:
                    self._arrive(kill)
                except AssertionError as error:
                    self.terminal.kill(signal.SIGKILL)
                    kill.faults.append(f"did not come up as it should: {error}")
                    break
                kill.started = time.monotonic() - began
                self._type_until_killed(kill)
            self._compare(kill)
            if self.verbose:
                print(kill, file=sys.stderr)
            if kill.faults:
                break
        return self.results

    def _session(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        scenario = load.parse(SCENARIO).scenario
        assert scenario is not None
        (self.folder / "sessions").mkdir()
        session = begin(
            scenario, SCENARIO, now=datetime.now(UTC), title="Stormen", client="Nordlund", lang="sv", people=["Ann"]
        )
        return files.create(self.folder / "sessions", session)

    # ------------------------------------------------------------------------------------------------------ at the keys
    def _arrive(self, kill: Kill) -> None:
        """The program is up at its step, and what was half-typed stands where it stood. From here on the line is at hand."""
        self.past, self.future = [], []
        places = {f"{title} · {at} av {len(TITLES)}": at - 1 for at, title in enumerate(TITLES, 1)}
        screen = self.terminal.wait(lambda text: "Skriver" in text and any(place in text for place in places))
        self.step = next(at for place, at in places.items() if place in screen)
        if self.half is not None:
            if self.half.later:
                self._find(self.half.later[-1])
                self._let_go()
            if not (self.half.later and "capture" in self.half.place):
                self._find(self.half.text)
            self._take_up()

    def _find(self, half: str) -> None:
        words = _letters(half)[-20:]
        try:
            self.terminal.wait(lambda text: words in _letters(text))
        except AssertionError as error:
            raise AssertionError(f"half-typed text is not on the screen: {self.half}\n{error}") from None

    def _type_until_killed(self, kill: Kill) -> None:
        self.until = time.monotonic() + self.random.uniform(0.05, 1.6)
        self.typed, self.latest, self.in_bursts = 0, "", kill.how == "burst"
        with contextlib.suppress(_Killed):
            while True:
                self._act()
                if kill.how in ("save", "draft") and time.monotonic() > self.until - 0.5:
                    self._kill_at_a_write(kill.how)
        kill.typed = self.typed

    def _act(self) -> None:
        acts = [self.say] * 8 + [self.half_say] * 4 + [self.paste_lines, self.paste_line, self.undo, self.undo, self.redo]
        acts += [self.remove, self.mend, self.capture, self.capture, self.onward, self.backward]
        act = self.random.choice(acts)
        self.results[-1].done.append(act.__name__)
        act()
        if not self.in_bursts and self.latest:
            self._see(self.latest)

    def _see(self, words: str) -> None:
        """As a person does: look that it is on the screen before going on."""
        self.latest, looks = "", time.monotonic() + 1.5
        while time.monotonic() < looks and words not in self.terminal.text():
            before = len(self.terminal.raw)
            while time.monotonic() < looks and len(self.terminal.raw) == before:
                self._send("", wait=0.02)

    def _send(self, data: str, *, wait: float = 0.0) -> None:
        """Keys to the program; and the end, when it is time."""
        if data:
            os.write(self.terminal.fd, data.encode())
            self.typed += 1
        ends = time.monotonic() + wait
        while True:
            if time.monotonic() >= self.until:
                self._kill()
            self.terminal.pump(0.001)
            if time.monotonic() >= ends:
                return

    def _kill(self) -> None:
        self.killed = time.monotonic()
        os.kill(self.terminal.pid, signal.SIGKILL)
        self.terminal.ended()
        raise _Killed

    def _kill_at_a_write(self, what: str) -> None:
        """Wait for the disk to be touched, and kill some microseconds or milliseconds later."""
        folder = self.folder / ("sessions" if what == "save" else "state/drafts")
        after = self.random.choice((0.0, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01))
        ends = time.monotonic() + 0.5
        before = _look(folder)
        while time.monotonic() < ends and _look(folder) == before:
            pass
        moment = time.monotonic() + after
        while time.monotonic() < moment:
            pass
        self._kill()

    # ------------------------------------------------------------------------------------------------------ what is done
    def _word(self) -> Word:
        word = Word(f"k{next(self.numbers):04d}")
        self.words[word.id] = word
        return word

    def _type(self, onto: list[Word]) -> Word:
        """Some new words at the end of a line, letter by letter."""
        word = self._word()
        text = " ".join([word.id, *self.random.choices(WORDS, k=self.random.randint(1, 5))])
        if onto or (onto is self.line and STEPS[self.step] == "story"):
            self._send(" ")
        onto.append(word)
        pace = self.random.choice((0.0, 0.002, 0.004, 0.015))
        written = ""
        for letter in text:
            written += letter
            word.be("half", written)
            self._send(letter, wait=pace)
        if self.random.random() < 0.1:  # mended at once
            for _ in range(3):
                written = written[:-1]
                word.be("half", written)
                self._send(KEYS["backspace"])
            for letter in "ån":
                written += letter
                word.be("half", written)
                self._send(letter)
        self.latest = written[-6:]
        return word

    def _did(self, came: list[Word], went: list[Word] = ()) -> None:  # type: ignore[assignment]
        self.past.append((list(came), list(went)))
        self.future.clear()

    def _becomes(self, words: list[Word], where: str) -> None:
        for word in words:
            word.be(where)

    def half_say(self) -> None:
        if sum(len(word.text) for word in self.line) < 60:
            self._type(self.line)

    def say(self) -> None:
        self.half_say()
        self.enter()

    def enter(self) -> None:
        if self.line:
            self._becomes(self.line, "live")
            self.lists[STEPS[self.step]].append(self.line)
            self._did(self.line)
            self.line = []
            self._send(KEYS["enter"])

    def paste_lines(self) -> None:
        if STEPS[self.step] == "story":
            return
        things = [self._word() for _ in range(self.random.randint(2, 6))]
        for word in things:
            word.be("live", " ".join([word.id, *self.random.choices(WORDS, k=3)]))
        self.lists[STEPS[self.step]] += [[word] for word in things]
        self._did(things)
        self._send("\x1b[200~" + "\r".join(word.text for word in things) + "\x1b[201~")

    def paste_line(self) -> None:
        if self.line:
            return
        word = self._word()
        word.be("half", " ".join([word.id, *self.random.choices(WORDS, k=4)]))
        self.line.append(word)
        self._send("\x1b[200~" + word.text + "\x1b[201~")

    def _choosing(self) -> None:
        """Out of the line, and seen to be: an escape and a letter that are read together are another key."""
        self._send(KEYS["escape"])
        self._see("Väljer")

    def _back_to_the_line(self) -> None:
        """Writing again, and seen to be: else the next escape is looked for where the last one still stands."""
        self._send("a")
        self._see("Skriver")

    def undo(self) -> None:
        if not self.past or STEPS[self.step] == "story":
            return
        self._choosing()
        came, went = self.past.pop()
        self.future.append((came, went))
        self._becomes(came, "gone")
        self._becomes(went, "live")
        self._send("u")
        self._back_to_the_line()

    def redo(self) -> None:
        if not self.future or STEPS[self.step] == "story":
            return
        self._choosing()
        came, went = self.future.pop()
        self.past.append((came, went))
        self._becomes(came, "live")
        self._becomes(went, "gone")
        self._send("r")
        self._back_to_the_line()

    def _things(self) -> list[list[Word]]:
        return [thing for thing in self.lists[STEPS[self.step]] if thing[0].where == "live"]

    def remove(self) -> None:
        """The last of the list; sometimes the one before."""
        things = self._things()
        if not things or STEPS[self.step] == "story":
            return
        self._choosing()
        at = 1
        if len(things) > 1 and self.random.random() < 0.4:
            self._send(KEYS["up"])
            at = 2
        words = [word for word in things[-at] if word.where == "live"]
        self._becomes(words, "gone")
        self._did([], words)
        self._send("d")
        self._back_to_the_line()

    def mend(self) -> None:
        """The last of the list gets some words more, while what was on the line waits."""
        things = self._things()
        if not things or STEPS[self.step] == "story" or sum(len(word.text) for word in things[-1]) > 60:
            return
        if sum(len(word.text) + 1 for word in self.line) > 55:  # a line of two rows: the first ↑ goes to its upper one
            return
        self._send(KEYS["up"])
        self._send(KEYS["enter"])
        word = self._type(things[-1])
        word.be("live")
        self._did([word])
        self._send(KEYS["enter"])

    def capture(self) -> None:
        """An action or a note, from the middle of whatever is being written."""
        self._send(KEYS["f2"], wait=0.02)
        if self.random.random() < 0.5:
            self._send("!", wait=0.0)
            self._send(" ")
        captured: list[Word] = []
        word = self._type(captured)
        word.be("live")
        self._did([word])
        self._send(KEYS["enter"], wait=0.02)

    def _go(self, key: str, way: int) -> None:
        if self.line:
            self._becomes(self.line, "live")
            self.lists[STEPS[self.step]].append(self.line)
            self._did(self.line)
            self.line = []
        self.step += way
        self._send(KEYS[key])

    def onward(self) -> None:
        if self.step < len(STEPS) - 1:
            self._go("pagedown", 1)

    def backward(self) -> None:
        if self.step:
            self._go("pageup", -1)

    # ------------------------------------------------------------------------------------------------------ afterwards
    def _compare(self, kill: Kill) -> None:
        """What is on the disk against what was typed."""
        for file in [*(self.folder / "sessions").rglob("*.toml"), *(self.folder / "state").rglob("*.toml")]:
            try:
                tomllib.loads(file.read_text("utf-8"))
            except (ValueError, UnicodeDecodeError) as error:
                kill.faults.append(f"torn: {file}: {error}")
        kill.leftovers = sum(1 for file in self.folder.rglob(".workshop-*.tmp"))
        try:
            with open_session(self.path, state=self.folder / "state") as opened:
                session, draft = opened.session, opened.draft
                if opened.recovered is not None:
                    kill.faults.append("it was taken for unsaved")
        except Exception as error:
            kill.faults.append(f"does not open: {error!r}")
            return
        self.half = draft
        live = list(_texts(session))
        half = _half(draft)
        safe = self.killed - BUSY
        for word in self.words.values():
            found = [text for text in live if word.id in text]
            waiting = [text for text in half if word.id in text]
            self._judge(kill, word, found, waiting, safe)
        self._judge_order(kill, session)
        self._go_on_from(live, half)

    def _judge(self, kill: Kill, word: Word, found: list[str], waiting: list[str], safe: float) -> None:
        where, text = word.where, word.text
        was, had = word.at(safe)
        if len(found) > 1:
            kill.faults.append(f"{word.id} is there {len(found)} times: {found}")
        if found and waiting and not any(word.id in one for one in self.mended(waiting)):
            kill.faults.append(f"{word.id} is there, and on the line once more: {found} {waiting}")
        there = (found or waiting or [""])[0]
        there = there[there.find(word.id) :] if there else ""
        if where == "gone":
            if was == "gone" and found:
                kill.faults.append(f"{word.id} was removed, and is there")
            return
        if was == "gone" or (not found and any(when > safe and then == "gone" for when, then, _ in word.past)):
            return  # brought back in the last second, perhaps after it was saved without
        stable = _same(had, text)
        kept = _same(there, text)
        if len(kept) < len(stable):
            kill.faults.append(f"{word.id} is not all there: typed {text!r}, by then {had!r}, there is {there!r}, {where}")
        if was == "live" and where == "live" and not found:
            kill.faults.append(f"{word.id} was entered, and is no thing: {text!r}, half: {waiting}")
        missing = len(text) - len(kept)
        if missing > 0:
            kill.missing += missing
            typed = [when for when, _, so_far in word.past if len(so_far) > len(kept)]
            kill.age = max(kill.age, self.killed - min(typed))
            kill.late += sum(self.killed - when > SECOND for when in typed)

    def mended(self, waiting: list[str]) -> list[str]:
        """Of what is half-typed: what is being mended, whose words are in the session as well."""
        if self.half is None:
            return []
        if self.half.place.get("use", "").startswith(("edit", "write")):
            return waiting
        return list(self.half.later)  # one of those may have been mended then

    def _judge_order(self, kill: Kill, session: Session) -> None:
        for step in ("said", "more"):
            there = [item.text[:5] for item in session.answer(step).items.values() if not item.gone]
            wanted = [thing[0].id for thing in self.lists[step] if thing[0].id in there]
            if [id for id in there if id in wanted] != wanted:
                kill.faults.append(f"the order of {step} is another: {there}, not {wanted}")

    def _go_on_from(self, live: list[str], half: list[str]) -> None:
        """What is there is what there is, from here on."""
        for word in self.words.values():
            found = next((text for text in live if word.id in text), None)
            waiting = next((text for text in half if word.id in text), None)
            if found is not None or waiting is not None:
                text = found if found is not None else waiting or ""
                begins = text.find(word.id)
                others = [text.find(other) for other in self.words if other != word.id and text.find(other) > begins]
                ends = min(others, default=len(text))
                word.past = [(0.0, "live" if found is not None else "half", text[begins:ends].rstrip(" "))]
            else:
                word.past = [(0.0, "gone", "")]
        for step, things in self.lists.items():
            self.lists[step] = [kept for thing in things if (kept := [word for word in thing if word.where == "live"])]
        self.line = []

    def _let_go(self) -> None:
        """What was typed after the line that stands again waits on the capture line. It may stand elsewhere too (a thing that
        was mended then), so it is not entered."""
        assert self.half is not None
        captured = "capture" in self.half.place
        stays = " ".join(
            text for text in _half(self.half) if text not in self.half.later and not (captured and text == self.half.text)
        )
        self._becomes([word for word in self.words.values() if word.where == "half" and word.id not in stays], "gone")
        os.write(self.terminal.fd, KEYS["escape"].encode())
        self.terminal.wait(lambda screen: "Esc tillbaka" not in screen)

    def _take_up(self) -> None:
        """What was half-typed in passing (a capture, a thing being mended) is entered; what was on the line is on it again."""
        assert self.half is not None
        place, text = self.half.place, self.half.text
        capture = "capture" in place and not self.half.later
        waiting = [word for word in self.words.values() if word.where == "half"]
        if capture or (place.get("use", "").startswith("edit") and "capture" not in place):
            entered = [word for word in waiting if word.id in text]
            waiting = [word for word in waiting if word not in entered]
            for thing in self.lists[STEPS[self.step]]:
                if not capture and thing[0].id in text:
                    thing += entered
            self._becomes(entered, "live")
            self._did(entered)
            os.write(self.terminal.fd, KEYS["enter"].encode())
        self.line = sorted(waiting, key=lambda word: word.id)


class _Killed(Exception):
    pass


def _letters(text: str) -> str:
    """Without what a line is folded and marked with on the screen."""
    return "".join(filter(str.isalnum, text))


def _same(one: str, other: str) -> str:
    """What two texts have in common, from the start."""
    return "".join(letter for letter, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _look(folder: Path) -> list[tuple[str, int]]:
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        return sorted((entry.name, entry.stat().st_mtime_ns) for entry in found)
    return []


def _texts(session: Session) -> Iterator[str]:
    """Everything that stands in it and is not gone."""
    for answer in session.answers.values():
        yield from (item.text for item in answer.items.values() if not item.gone)
        for cell in answer.cells.values():
            for value in cell.values():
                things = value if isinstance(value, tuple | list) else ()
                yield from (
                    [value]
                    if isinstance(value, str)
                    else [one.text for one in things if isinstance(one, Item) and not one.gone]
                )
    for log in (session.actions, session.decisions, session.parked, session.notes):
        yield from (item.text for item in log.values() if not item.gone)


def _half(draft: drafts.Draft | None) -> list[str]:
    """What is half-typed: on the line, behind it, on other lines of the step, and what was typed after that."""
    if draft is None:
        return []
    _, _, rest = draft.place.get("use", "").partition(" ")
    others: list[Any] = json.loads(rest) if rest.startswith("[") else []
    return [draft.text, *filter(None, [draft.place.get("behind", "")]), *(text for *_, text in others), *draft.later]


# -------------------------------------------------------------------------------------------------------------- report


def storm(kills: int, first: int, folder: Path, *, each: int = 10, verbose: bool = False) -> Iterator[Kill]:
    """So many kills, `each` to a case; seeds from `first` on."""
    for seed in range(first, first + -(-kills // each)):
        of_case = min(each, kills - (seed - first) * each)
        yield from Case(seed, folder / str(seed), kills=of_case, verbose=verbose).run()


def report(kills: list[Kill], seconds: float) -> str:
    missing, ages = [kill.missing for kill in kills], [kill.age for kill in kills if kill.missing]
    late, faulty = [kill for kill in kills if kill.late], [kill for kill in kills if kill.faults]
    in_bursts = sum(kill.how == "burst" for kill in late)
    lines = [
        f"{len(kills)} kills in {len({kill.seed for kill in kills})} sessions, seeds {kills[0].seed} to {kills[-1].seed}: "
        f"{sum(kill.typed for kill in kills)} keys and pastes, {seconds:.0f} s",
        f"characters missing: worst {max(missing)}, median {statistics.median(missing):g}; the oldest of them typed "
        f"{max(ages, default=0):.2f} s before the kill, median {statistics.median(ages or [0]):.2f} s",
        f"kills where some were typed more than a second before: {len(late)} ({in_bursts} of them in bursts), "
        f"worst {max(kill.late for kill in kills)} characters",
        f"temporary files left: worst {max(kill.leftovers for kill in kills)}; "
        f"there again after: median {statistics.median(kill.started for kill in kills):.2f} s",
        f"torn files: {sum('torn' in fault for kill in faulty for fault in kill.faults)}; "
        f"kills with anything amiss: {len(faulty)}",
    ]
    lines += [f"seed {kill.seed}, kill {kill.number} ({kill.how}): {fault}" for kill in faulty for fault in kill.faults]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--each", type=int, default=10, help="kills to a session")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seed", type=int, help="one case again")
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    parser.add_argument("-v", action="store_true")
    given = parser.parse_args()
    began, done = time.monotonic(), []
    folder = Path(tempfile.mkdtemp(prefix="storm-"))
    first, kills = (given.seed, given.each) if given.seed is not None else (given.first, given.kills)
    for kill in storm(kills, first, folder, each=given.each, verbose=given.v):
        done.append(kill)
        for fault in kill.faults:
            print(f"seed {kill.seed}, kill {kill.number} ({kill.how}): {fault}", flush=True)
        if len(done) % 50 == 0:
            print(f"{len(done)} kills, {time.monotonic() - began:.0f} s", flush=True)
    print(report(done, time.monotonic() - began), flush=True)
    if given.keep:
        print(folder)
    return 1 if any(kill.faults for kill in done) else 0


if __name__ == "__main__":
    sys.exit(main())
