"""The room's screen led by lines: `workshop screen` in another window follows the conversation as it does the run screen."""

from __future__ import annotations

from workshop.language import t
from workshop.plain import grammar, shell
from workshop.plain.talk import Talk
from workshop.session.carried import opens_with
from workshop.session.room import At, Subject, clock_of


def follow(talk: Talk) -> None:
    """What is at hand on the wall, before a question is asked; and whether a window came or went."""
    room = talk.room
    if room is None:
        return
    try:
        room.show(talk.book, _at_hand(talk), lambda: clock_of(talk.desk.timer(*talk.stop)) if talk.stop is not None else None)
    except OSError as error:
        from workshop.store.faults import reason

        if room.open and not talk.room_failed:
            talk.room_failed = True
            talk.refuse(t("room.cannot", talk.lang, why=reason(error)))
    except Exception:  # whatever is wrong with its next page must not end a workshop under way
        return
    if room.looked():
        talk.tell("room_opened" if room.open else "room_closed", word=grammar.word("room", talk.lang))


def _at_hand(talk: Talk) -> Subject:
    if talk.stop is None:
        return "opening" if opens_with(talk.desk.session) else "actions"
    slot = talk.here.slot
    return At(talk.stop, slot.of or talk.here.item, slot.field, slot.across)


def obey(talk: Talk, rest: str) -> None:
    """`/room`: what stands there; `blank`, `hold`, `follow`, `next` and `back` (its pages), `way` and `actions`."""
    room = talk.room
    if room is None or not room.open:
        talk.tell("no_room", command=shell.command("screen"))
        return
    what, _ = grammar.subword(rest)
    match what:
        case "blank":
            room.blank = not room.blank
        case "hold":
            room.held = not room.held
        case "follow":
            room.follow()
        case "way" | "tasks":
            room.choose("way" if what == "way" else "actions")
        case "later" | "earlier":
            room.page_by(1 if what == "later" else -1)
        case _ if rest:
            talk.refuse_with("room_how", word=grammar.word("room", talk.lang))
            return
    follow(talk)
    page = room.page
    talk.say(t(f"plain.room_is.{room.state or 'following'}", talk.lang))
    if page is not None and not room.blank:
        talk.tell("room_shows", question=page.question, n=page.number, of=page.pages)
