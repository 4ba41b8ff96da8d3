"""A session line by line, from sitting down at it until getting up: stop by stop, as the run screen goes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal

from workshop import language
from workshop.errors import Refused
from workshop.language import t
from workshop.plain import closing, halfway, kinds, opening, shell
from workshop.plain.everywhere import place_words, question_lines
from workshop.plain.hearing import Ended, Hearing
from workshop.plain.speaking import Speaking
from workshop.plain.talk import Here, Talk
from workshop.plain.turns import Anew, Back, Closing, GoTo, Leave, Onward
from workshop.session import changes, flow
from workshop.session.carried import opens_with
from workshop.session.changes import MarkDone, TakeStart
from workshop.session.flow import Slot, Stop
from workshop.session.starts import begins_with_copies
from workshop.settings import Settings
from workshop.store.table import sit_down

FAILED = 1


def run(
    path: Path,
    speaking: Speaking,
    hearing: Hearing,
    *,
    settings: Settings | None = None,
    by_hand: bool = False,
    write: bool = True,
    recovered: Literal["", "take", "aside"] = "take",
) -> int:
    """Hold a session. The exit code: 0; 1 where a line from a pipe could not be taken, or not all was saved; 128 and the
    signal where one ended it. Raises WorkshopError where it cannot be opened (it is held, damaged, gone); `NotInFile` where
    what could not be saved last time waits, and `recovered` does not say what is to be done with it."""
    sitting = sit_down(path, write=write, recovered=recovered)
    before = language.current()
    saved = False
    try:
        session = sitting.desk.session
        language.use(session.lang)
        language.speak_to_one(session.alone)
        talk = Talk(sitting.desk, speaking, hearing, sitting=sitting, settings=settings, by_hand=by_hand)
        signal = _hold(talk)
        saved = _stood_up(talk, signal)
    finally:
        saved = sitting.close() and saved
        language.use(before)
        language.speak_to_one(False)
    if not saved:
        return FAILED
    if signal:
        return 128 + signal
    return FAILED if talk.refused and not by_hand else 0


def _hold(talk: Talk) -> int:
    """Until one leaves; the signal that ended it, 0 for none."""
    try:
        greet(talk)
        hold(talk)
    except Ended as ended:
        return ended.signal
    except Leave:
        pass
    return 0


def _stood_up(talk: Talk, signal: int) -> bool:
    """All of it saved, said in one sentence with the way back. Whether it is."""
    talk.desk.leave()
    sitting = talk.sitting
    saved = sitting is None or sitting.flush()
    with suppress(OSError):  # the terminal may have gone
        if saved and not talk.is_reading and sitting is not None:
            talk.tell("left", command=shell.command("resume", "--plain", sitting.path.stem))
        elif not saved:
            talk.speaking.refuse(t("run.not_saved_why", talk.lang, why=talk.t("see_above")))
    return saved


def greet(talk: Talk) -> None:
    """What this is, and the two things one must know to begin."""
    session = talk.desk.session
    title = session.title if not session.client or session.client in session.title else f"{session.title}, {session.client}"
    talk.tell("greeting_reading" if talk.is_reading else "greeting", title=title, n=len(flow.stops(talk.book)))
    if talk.sitting is not None and talk.sitting.said:
        talk.say(talk.sitting.said)
    halfway.tell(talk)


# ----------------------------------------------------------------------------------------------------- from stop to stop


def hold(talk: Talk) -> None:
    """From where one is to the end of the closing. Raises `Leave` and `Ended`."""
    stop = flow.where(talk.book)
    here = talk.desk.session.here
    if (here.step, here.at) == stop:
        talk.resume_at = Here(Slot(of=here.of, field=here.field))
    intro(talk)
    if opens_with(talk.desk.session):
        stop = _open(talk) or stop
    fresh: Stop | None = stop
    while True:
        if fresh is None:
            fresh = _close(talk)
            if fresh is None:
                return
            continue
        try:
            stay(talk, fresh)
        except Onward:
            fresh = go_on(talk, fresh)
        except Back:
            fresh = go_back(talk, fresh)
        except GoTo as turn:
            leave_stop(talk)
            fresh = turn.stop
        except Closing:
            leave_stop(talk)
            fresh = None


def _open(talk: Talk) -> Stop | None:
    """Last time's actions; any way on leads to the first step, or to the one that was named."""
    talk.arrived(None)
    while True:
        try:
            opening.take(talk)
        except Anew:
            continue
        except GoTo as turn:
            return turn.stop
        except (Onward, Back, Closing):
            return None
        return None


def intro(talk: Talk) -> None:
    """Before the first step: what the workshop is for."""
    scenario, session = talk.book.scenario, talk.desk.session
    if not session.times and not session.here.step and scenario.intro is not None:
        talk.say(talk.book.text(scenario.intro))


def stay(talk: Talk, stop: Stop) -> None:
    """One stay at a stop, until a turn ends it. What was beneath it may change meanwhile, or something stand in the way: then
    it is asked anew."""
    arrive(talk, stop)
    while True:
        try:
            kinds.take(talk)
        except Anew:
            if stop not in flow.stops(talk.book):
                raise GoTo(flow.where(talk.book)) from None
        except Onward:
            if not (blocked := flow.blocked(talk.book, stop)):
                raise
            talk.refuse(blocked)
        except Back:
            if flow.previous_stop(talk.book, stop) is not None:
                raise
            talk.say(t("run.first_step", talk.lang))


def arrive(talk: Talk, stop: Stop) -> None:
    """As the run screen comes to a stop: the clock begins, its copies are made; then it is told."""
    desk, book = talk.desk, talk.book
    here, slot = desk.session.here, talk.resume_at.slot
    if not talk.is_reading and (here.step, here.at) != (stop.step, stop.at):
        desk.do(changes.GoTo(step=stop.step, at=stop.at))
        if not (slot.of or slot.field):
            talk.resume_at = Here()
    desk.enter(stop.step, stop.at)
    step = book.scenario.step_by_id[stop.step]
    if not talk.is_reading and begins_with_copies(step) and not desk.session.progress_of(step.id, stop.at).started:
        with suppress(Refused):
            desk.do(TakeStart(step=step.id, at=stop.at))
    talk.arrived(stop)
    talk.say(place_words(talk))
    for line in question_lines(talk):
        talk.say(line)
    if how := talk.t(f"begins.{step.kind}"):
        talk.say(how)


def leave_stop(talk: Talk) -> None:
    """The very place is remembered, as when a screen is left."""
    if talk.stop is None or talk.is_reading:
        return
    slot = talk.here.slot
    stop = talk.stop
    talk.desk.do(changes.GoTo(step=stop.step, at=stop.at, of=slot.of, field=slot.field))


def go_on(talk: Talk, stop: Stop) -> Stop | None:
    """To what comes next; None: the closing. What a check has to say is said on the way."""
    for text in dict.fromkeys(check.text for check in talk.book.checks(talk.step, talk.at)):
        talk.say(text)
    leave_stop(talk)
    if talk.is_reading:
        return flow.next_stop(talk.book, stop)
    talk.desk.do(MarkDone(step=stop.step, at=stop.at), undoable=False)
    found, following = flow.onward(talk.book, stop)
    if found:
        talk.desk.do_all(found, undoable=False)
    return following


def go_back(talk: Talk, stop: Stop) -> Stop:
    leave_stop(talk)
    return flow.previous_stop(talk.book, stop) or stop


def _close(talk: Talk) -> Stop | None:
    """The closing; the stop that one goes back to, None: it is over."""
    talk.desk.leave()
    talk.arrived(None)
    last = flow.stops(talk.book)[-1:] or (Stop(talk.book.scenario.steps[-1].id),)
    while True:
        try:
            closing.take(talk)
        except (Anew, Closing):
            continue
        except GoTo as turn:
            return turn.stop
        except Back:
            return last[0]
        except Onward:
            return None
        return None
