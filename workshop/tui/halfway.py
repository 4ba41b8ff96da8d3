"""What is half-typed: no change yet, so it lies beside the session as a draft until it is committed, and stands on its line
again when the session is opened next. A capture in the middle of a field is two texts: the field's goes along in the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop.language import t
from workshop.session import flow
from workshop.session.flow import Stop

if TYPE_CHECKING:
    from workshop.store.table import Sitting

REVIEW = "review"  # as a draft's `use`: a line of the closing review


def keep(sitting: Sitting, screen: Any) -> None:
    """The draft of this moment; none where nothing is half-typed."""
    line, pane = screen.body.line, screen.pane
    # before the screen has its size the line has no place, but what was put back is on it
    at_hand = line.display or not screen.body.size.height
    text = line.text if at_hand else getattr(pane, "held", "")
    cursor = line.cursor if at_hand else len(text)
    of, field, use = pane.place()
    if screen.reviewing:
        use = REVIEW
    place = {"step": screen.stop.step, "at": screen.stop.at, "of": of, "field": field, "use": use}
    captured = screen.captured or ("", screen.half_said)  # a name half-typed comes back as something captured
    if captured[1]:
        sign, typed = captured
        place |= {"capture": sign, "behind": text, "cursor": str(cursor)}
        text, cursor = typed, len(typed)
    listed = screen.listed
    if listed is not None:
        id, part, typed, at = listed
        place |= {"listed": id, "part": part, "behind": text, "cursor": str(cursor)}
        text, cursor = typed, at
    sitting.keep_draft(place, text, cursor, more=bool(use.partition(" ")[2]))


def put_back(sitting: Sitting, screen: Any) -> None:
    """The half-typed words on their line, the cursor where it stood, whichever step that is. Those whose line is no more, or
    has other words on it, come on the capture line: a message would go with the next key, and the words with it."""
    draft, sitting.left_draft = sitting.left_draft, None
    if draft is None:
        return
    place, text, cursor = draft.place, draft.text, draft.cursor
    captured, listed = "capture" in place, place.get("listed", "")  # its sign may be none: a note
    if captured or listed:
        text, cursor = place.get("behind", ""), int(place.get("cursor", "0")) if place.get("cursor", "").isdecimal() else 0
    waiting = list(draft.later)
    stop = Stop(place.get("step", ""), place.get("at", ""))
    if place.get("use") == REVIEW:
        screen.act_review()
    elif stop != screen.stop and stop in flow.stops(screen.book):
        screen.go_to(stop)  # they got there, and the file did not come to know of it
    if stop == screen.stop:
        screen.pane.go(place.get("of", ""), place.get("field", ""), place.get("use", ""))
        screen.draw()
        if text:
            screen.body.line.put(text, cursor)
            screen.draw()
    elif text:
        waiting.insert(0, text)
    if listed:
        screen.put_back_listed(listed, place.get("part", ""), draft.text, draft.cursor)
    elif captured or waiting:
        screen.act_capture(place.get("capture", ""), " · ".join([draft.text] * captured + waiting))
        keep(sitting, screen)
    if waiting:
        screen.say(t("run.draft_elsewhere", screen.lang, text=" · ".join(waiting)))
