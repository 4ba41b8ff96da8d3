"""What was half-typed on the screen when the session was left: said here, and taken as a line where it was, or let lie."""

from __future__ import annotations

from workshop.plain import grammar
from workshop.plain.grammar import SIGN
from workshop.plain.talk import Here, Said, Talk
from workshop.plain.turns import GoTo
from workshop.session.capture import SIGNS
from workshop.session.flow import Slot, Stop, stops


def tell(talk: Talk) -> None:
    """That there is something, and how it is taken; nothing of it is used before somebody says so."""
    draft = talk.draft
    if draft is None:
        return
    step = talk.book.scenario.step_by_id.get(draft.place.get("step", ""))
    parts = [talk.book.text(step.title) if step is not None else "", talk.book.label(draft.place.get("of", ""))]
    where = ", ".join(["", *(part for part in parts if part)])
    take, out = grammar.word("draft", talk.lang), grammar.words("draft", "remove", talk.lang)
    talk.tell("draft", where=where, text=_line(draft.text), word=take, out=out)
    for text in (draft.place.get("behind", ""), *draft.later):
        if text:
            talk.tell("draft_behind", text=_line(text))


def obey(talk: Talk, rest: str) -> None:
    draft = talk.draft
    if draft is None:
        talk.tell("no_draft")
    elif grammar.subword(rest)[0] == "remove":
        _settled(talk)
        talk.tell("draft_gone")
    else:
        place, line = draft.place, _line(draft.text)
        if captured := "capture" in place:
            talk.capture(Said(line, sign=place["capture"]))
            line = _line(place.get("behind", ""))  # what was being written when it was caught
        _settled(talk)
        if captured and not line:
            return
        stop = Stop(place.get("step", ""), place.get("at", ""))
        if stop not in stops(talk.book) or place.get("listed") or place.get("use") == "review":
            talk.tell("draft_by_hand", text=line)
            return
        talk.waiting.append(line[:1] + line if line[:1] in (SIGN, *SIGNS) else line)  # an answer, whatever it begins with
        talk.resume_at = Here(Slot(of=place.get("of", ""), field=place.get("field", "")))
        raise GoTo(stop)


def _line(text: str) -> str:
    return " ".join(text.split())


def _settled(talk: Talk) -> None:
    talk.draft = None
    if talk.sitting is not None:
        talk.sitting.keep_draft({}, "", 0)
