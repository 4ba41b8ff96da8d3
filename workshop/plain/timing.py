"""The time by ear: how things stand, what can give way and what that costs, the step's own clock."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.plain import grammar
from workshop.plain.talk import Talk
from workshop.session import agenda, planned, replan
from workshop.session.agenda import Agenda
from workshop.session.replan import Offer


def obey(talk: Talk, rest: str) -> None:
    """`/time`: how late, and what can give; `/time 2` takes an offer; `+`, `-`, `25`, `pause` are of the step's clock."""
    if not rest:
        read(talk)
    elif talk.stop is None:
        talk.refuse_with("no_step_here")
    elif rest in ("+", "-", "+1", "-1", "−"):
        _a_minute(talk, 1 if rest[0] == "+" else -1)
    elif grammar.subword(rest)[0] == "pause":
        _pause(talk)
    elif rest in ("1", "2", "3") and (offers := _offers(talk)):
        _take(talk, offers[int(rest) - 1])
    elif (minutes := language.parse_duration(rest.removeprefix("="))) is not None:
        _set(talk, minutes)
    else:
        talk.refuse(t("time.no_time", talk.lang))


def read(talk: Talk) -> None:
    desk, lang = talk.desk, talk.lang
    found = desk.agenda() if agenda.has_plan(desk.session) else None
    if found is not None and found.is_timed:
        talk.say(planned.title(found, lang))
        if beneath := planned.beneath(talk.book, found, lang):
            talk.say(beneath)
        for at, offer in enumerate(_offers(talk), start=1):
            talk.say(f"{at}. {_offer(talk, found, offer)}")
        if _offers(talk):
            talk.tell("offer_how", word=grammar.word("time", lang))
    _own_clock(talk)


def _offers(talk: Talk) -> tuple[Offer, ...]:
    desk = talk.desk
    found = desk.agenda() if agenda.has_plan(desk.session) else None
    if found is None or not found.is_timed or not replan.is_late(found):
        return ()
    return replan.offers(desk.book, desk.now(), desk.visits())


def _offer(talk: Talk, found: Agenda, offer: Offer) -> str:
    """What gives, when it ends then, and what that costs, in one sentence each."""
    lang, book = talk.lang, talk.book
    if offer.change is None:
        return f"{planned.offer_title(book, offer, lang)}. {t(f'offer.{offer.kind}_none', lang)}"
    said = [f"{planned.offer_title(book, offer, lang)}.", talk.t("ends_then", clock=planned.offer_clock(found, offer))]
    if offer.late >= 0.5:
        said.append(t("offer.lacks", lang, n=max(1, round(offer.late))))
    said += [planned.moved(book, one, lang) for one in offer.moved]
    said += [
        talk.t("cut", step=planned.block_name(book, cut.id), before=planned.figure(cut.before, lang),
               after=planned.figure(cut.after, lang))
        for cut in sorted(offer.cuts, key=lambda cut: cut.after - cut.before)
    ]  # fmt: skip
    if offer.dropped:
        said.append(t("offer.kept", lang, n=len(offer.dropped)))
    return " ".join(said)


def _own_clock(talk: Talk) -> None:
    if talk.stop is None:
        return
    timer, lang = talk.desk.timer(*talk.stop), talk.lang
    if timer is None or not timer.planned:
        talk.tell("no_minutes", word=grammar.word("time", lang))
        return
    gone, whole = round(timer.spent / 60), round(timer.planned / 60)
    left = round((timer.planned - timer.spent) / 60)
    talk.tell("own_clock" if left >= 0 else "own_clock_over", whole=whole, gone=gone, left=abs(left))
    if talk.desk.paused:
        talk.say(t("time.paused", lang))


def _take(talk: Talk, offer: Offer) -> None:
    if offer.change is None:
        talk.refuse(t(f"offer.{offer.kind}_none", talk.lang))
        return
    found = talk.desk.agenda()
    end = planned.offer_clock(found, offer)
    if talk.do(offer.change):
        talk.tell("offer_taken", what=planned.offer_title(talk.book, offer, talk.lang), clock=end)


def _a_minute(talk: Talk, way: int) -> None:
    assert talk.stop is not None
    timer = talk.desk.timer(*talk.stop)
    spent = timer.spent / 60 if timer is not None else 0.0
    _set(talk, replan.a_minute(talk.book, talk.stop.step, talk.stop.at, way, spent))


def _set(talk: Talk, minutes: float) -> None:
    assert talk.stop is not None
    desk = talk.desk
    figures = replan.with_minutes(desk.book, talk.stop.step, minutes)
    if talk.do(replan.changed(desk.book, desk.now(), desk.visits(), minutes=figures)):
        _own_clock(talk)


def _pause(talk: Talk) -> None:
    if talk.desk.paused:
        talk.desk.resume()
        talk.tell("clock_goes")
    else:
        talk.desk.pause()
        talk.say(t("time.paused", talk.lang))
