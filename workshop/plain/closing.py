"""The closing by ear: what is parked, one thing at a time; actions read aloud, with who and when of those that lack it;
decisions; what a later change touched; what came out of it; whether it was worth the time; the workshop's last words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from workshop import language
from workshop.errors import Refused
from workshop.language import t
from workshop.plain import grammar
from workshop.plain.grammar import bare
from workshop.plain.logs import action_words, decision_words
from workshop.plain.talk import Talk, step_name
from workshop.plain.turns import GoTo
from workshop.session import evaluation, flow, recapture
from workshop.session.carried import is_carried
from workshop.session.changes import MarkDone, RemoveItem, SetHeader, SetItemField, SetKind
from workshop.session.model import Item, live
from workshop.text import fold, is_blank

KINDS = ("action", "decision", "note")


def take(talk: Talk) -> None:
    """From the first pile to the last words. Going through it again begins anew; nothing that is settled is asked of twice."""
    talk.tell("closing")
    for part in (parked, actions, decisions, touched, summary, evaluated):
        part(talk)
    closing = talk.book.text(talk.book.scenario.closing)
    if closing:
        talk.say(closing)
    while True:
        said = talk.hear(
            talk.t("closed", export=grammar.word("export", talk.lang)),
            listing=lambda: _read(talk),
            tells=[talk.t("can.closing")],
        )
        if not said.text:
            return
        talk.refuse_with("nothing_asked")


def _read(talk: Talk) -> None:
    from workshop.plain.everywhere import COMMANDS

    COMMANDS["captured"](talk, "")


def _asked(talk: Talk, prompt: Callable[[], str], answered: Callable[[str], bool], tells: str) -> None:
    """Asks until a line is taken, or an empty one leaves it as it is."""
    while True:
        said = talk.hear(prompt(), listing=lambda: _read(talk), tells=[talk.t(f"can.{tells}")])
        if not said.text or answered(said.text):
            return


# ------------------------------------------------------------------------------------------------------------- parked


def parked(talk: Talk) -> None:
    waiting = [item for item in live(talk.desk.session.parked) if not item.get("done") and not item.get("kept")]
    for n, item in enumerate(waiting, start=1):
        where = recapture.origin(talk.book, item)
        prompt = talk.t("parked_thing", n=n, of=len(waiting), what=item.text, where=f" ({where})" if where else "")
        _asked(talk, lambda prompt=prompt: prompt, lambda text, item=item: _settle(talk, item, text), "parked")  # type: ignore[misc]


def _settle(talk: Talk, item: Item, text: str) -> bool:
    """A word for what becomes of it, or else its answer."""
    wanted = bare(text)
    for what in KINDS:
        if wanted in _words(what):
            return talk.done(SetKind(id=item.id, what=what))  # type: ignore[arg-type]
    if wanted in _words("keep"):
        return talk.do(SetItemField(id=item.id, field="kept", value=True))
    if wanted in _words("drop"):
        return talk.done(RemoveItem(id=item.id))
    found = recapture.field_changes(talk.desk.session, "parked", item, "answer", text, talk.today)
    if talk.do(*found):
        talk.tell("answered", what=item.text)
        return True
    return False


def _words(name: str) -> set[str]:
    return {bare(one) for lang in language.languages() for one in t(f"plain.became.{name}", lang).split(",")}


# --------------------------------------------------------------------------------------------------- actions, decisions


def actions(talk: Talk) -> None:
    """All read aloud; then of each that lacks it who, then when."""
    lang = talk.lang
    items = [item for item in live(talk.desk.session.actions) if not (item.get("done") and is_carried(item))]
    if not items:
        talk.tell("no_actions")
    else:
        talk.say(f"{t('review.actions', lang)}: {language.number(len(items), lang)}.")
    for n, item in enumerate(items, start=1):
        talk.say(f"{n}. {action_words(item, _text(talk, item), lang)}.")
    for item in items:
        for name in recapture.NEEDED:
            now = talk.desk.session.actions.get(item.id)
            if now is not None and name in recapture.lacks("actions", now):
                prompt = talk.t(f"ask_{name}", what=_text(talk, now))
                _asked(talk, lambda p=prompt: p, lambda text, i=now, f=name: _set(talk, i, f, text), name)  # type: ignore[misc]


def _text(talk: Talk, item: Item) -> str:
    return item.text or talk.book.label(item.id)


def _set(talk: Talk, item: Item, name: str, text: str) -> bool:
    try:
        found = recapture.field_changes(talk.desk.session, "actions", item, name, text, talk.today)
    except Refused as refusal:
        talk.refuse(refusal.words(talk.lang))
        return False
    if not talk.do(*found):
        return False
    now = talk.desk.session.actions.get(item.id)
    if now is not None:
        talk.say(f"{action_words(now, _text(talk, now), talk.lang)}.")
    return True


def decisions(talk: Talk) -> None:
    items = list(live(talk.desk.session.decisions))
    if not items:
        talk.tell("no_decisions")
        return
    talk.say(f"{t('review.decisions', talk.lang)}: {language.number(len(items), talk.lang)}.")
    for n, item in enumerate(items, start=1):
        talk.say(f"{n}. {decision_words(item, _text(talk, item), talk.lang)}.")


# ------------------------------------------------------------------------------------------------- touched, summary, marks


def touched(talk: Talk) -> None:
    """Steps that rest on something which was changed after they were done: it still holds, or one goes there."""
    for stop in flow.review(talk.book).touched:
        name = step_name(talk.book, stop)
        prompt = talk.t("touched", step=name)

        def answered(text: str, stop: flow.Stop = stop) -> bool:
            if bare(text) in _words("holds"):
                return talk.do(MarkDone(step=stop.step, at=stop.at))
            if bare(text) in _words("go"):
                raise GoTo(stop)
            talk.refuse_with("touched_how")
            return False

        _asked(talk, lambda p=prompt: p, answered, "touched")  # type: ignore[misc]


def findings(talk: Talk) -> list[str]:
    return [line.strip() for line in talk.desk.session.summary.split("\n") if line.strip()]


def _read_findings(talk: Talk) -> None:
    for n, line in enumerate(findings(talk), start=1):
        talk.say(talk.t("finding", n=n, text=line))


def summary(talk: Talk) -> None:
    """What came out of it, a finding a line, until an empty one."""
    read = partial(_read_findings, talk)
    read()
    while True:
        next_one = talk.t("finding_next", n=len(findings(talk)) + 1)
        said = talk.hear(next_one, local=("delete",), listing=read, tells=[talk.t("can.summary")])
        if said.command:
            numbers = grammar.numbers(said.text)
            at = (numbers[0] if numbers else len(findings(talk))) - 1
            left = [line for place, line in enumerate(findings(talk)) if place != at]
            if len(left) < len(findings(talk)):
                talk.done(SetHeader(key="summary", value="\n".join(left)))
            else:
                talk.refuse_with("no_number", n=at + 1, of=len(left))
        elif is_blank(said.text):
            return
        else:
            talk.do(SetHeader(key="summary", value="\n".join([*findings(talk), said.text])))


def evaluated(talk: Talk) -> None:
    """Whether it was worth the time: a mark and a word each, or figures for the whole room."""
    talk.say(t("review.evaluation", talk.lang))
    while True:
        tally = evaluation.tally(talk.desk.session)
        if tally.mean is not None:
            mean = language.number(round(tally.mean, 1), talk.lang)
            talk.tell("marks", n=len(tally.marks), mean=mean, low=tally.low, high=tally.high)
        said = talk.hear(talk.t("mark_next"), tells=[talk.t("can.evaluation")])
        if not said.text:
            return
        if fold(said.text) and not talk.do(*recapture.evaluated(talk.desk.session, said.text)):
            continue
