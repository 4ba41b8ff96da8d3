"""Opening with last time, by ear: what became of each action that was open, one at a time."""

from __future__ import annotations

from datetime import date, timedelta

from workshop import language
from workshop.language import t
from workshop.plain.grammar import bare
from workshop.plain.logs import action_words
from workshop.plain.talk import Talk
from workshop.session import carried, recapture
from workshop.session.changes import RemoveItem, SetItemField
from workshop.session.model import Item

WEEK = 7


def take(talk: Talk) -> None:
    """Asks of each that is open; an empty line leaves it open."""
    items = sorted(carried.carried(talk.desk.session), key=lambda item: carried.said(item) or date.min)
    waiting = [item for item in items if carried.outcome(item) == "open"]
    if not waiting:
        return
    talk.say(t("opening.question", talk.lang, n=len(waiting)))
    talk.say(t("opening.hint", talk.lang))
    for n, item in enumerate(waiting, start=1):
        ask(talk, item, n, len(waiting))


def ask(talk: Talk, item: Item, n: int, of: int) -> None:
    words = action_words(item, item.text, talk.lang)
    prompt = talk.t("what_became", n=n, of=of, what=words)
    while True:
        said = talk.hear(prompt, tells=[talk.t("can.opening")])
        if not said.text or answered(talk, item, said.text):
            return


def answered(talk: Talk, item: Item, text: str) -> bool:
    """`done`, `week`, `drop`, or a day. False: it was none of them."""
    meant = next((name for name in ("done", "week", "drop") if bare(text) in _words(name)), "")
    today, due = talk.today, item.get("due")
    if meant == "done":
        return talk.do(SetItemField(id=item.id, field="done", value=True)) and _say(talk, "now_done", item)
    if meant == "drop":
        return talk.do(RemoveItem(id=item.id)) and _say(talk, "now_dropped", item)
    begin = max(due, today) if isinstance(due, date) else today
    day = begin + timedelta(WEEK) if meant == "week" else language.parse_day(text, talk.lang, today)
    if day is None:
        changes = recapture.changes(talk.desk.session, "actions", item, item.text, text, today) if text.startswith("@") else []
        if changes and talk.do(*changes):
            return True
        talk.refuse_with("became_how")
        return False
    if not talk.do(SetItemField(id=item.id, field="due", value=day)):
        return False
    talk.say(talk.t("now_due", what=item.text, day=language.long_day(day, talk.lang, today)))
    return True


def _say(talk: Talk, key: str, item: Item) -> bool:
    talk.tell(key, what=item.text)
    return True


def _words(name: str) -> set[str]:
    return {bare(one) for lang in language.languages() for one in t(f"plain.became.{name}", lang).split(",")}
