"""The commands that hold in every place."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.plain import grammar, people, room, timing
from workshop.plain.grammar import bare
from workshop.plain.logs import action_words, decision_words
from workshop.plain.rows import asks_of_rows
from workshop.plain.talk import Command, Said, Talk, phrase, position, step_name
from workshop.plain.turns import Anew, Back, Closing, GoTo, Leave, Onward
from workshop.scenario.model import Answered
from workshop.session import flow, timebox
from workshop.session.changes import AnyChange, SetHeader, Show, ShowNames, TakeAgain
from workshop.session.model import live
from workshop.session.planned import figure
from workshop.session.spots import log_of
from workshop.text import fold, is_blank

FOUND = 20
"""So many places are read when something is looked for."""


def help_(talk: Talk, rest: str) -> None:
    """What can be said here; of one command, what it does."""
    if rest:
        said = grammar.read(grammar.SIGN + rest.removeprefix(grammar.SIGN))
        if said.command and said.command != "?":
            talk.say(f"{grammar.word(said.command, talk.lang)}: {talk.t(f'does.{said.command}')}")
        else:
            talk.refuse_with("unknown", what=rest[:40])
        return
    for line in talk.tells:
        talk.say(line)
    here = [name for name in talk.local if name not in grammar.EVERYWHERE]
    if here:
        talk.tell("help_here", what=", ".join(grammar.word(name, talk.lang) for name in here))
    talk.tell("help_everywhere", what=", ".join(grammar.word(name, talk.lang) for name in grammar.EVERYWHERE))
    talk.tell("help_signs")
    talk.tell("help_more", word=grammar.word("help", talk.lang), one=grammar.word("time", talk.lang)[1:])


def next_(talk: Talk, rest: str) -> None:
    raise Onward


def back(talk: Talk, rest: str) -> None:
    raise Back


def steps(talk: Talk, rest: str) -> None:
    """All of them; with a number or the beginning of a name, there."""
    stops = flow.stops(talk.book)
    if rest:
        found = grammar.numbers(rest)
        if found and 1 <= found[0] <= len(stops):
            raise GoTo(stops[found[0] - 1])
        wanted = [stop for stop in stops if bare(step_name(talk.book, stop)).startswith(bare(rest))]
        if not wanted:
            talk.refuse_with("no_step", what=rest[:40], of=len(stops))
            return
        raise GoTo(wanted[0])
    for at, stop in enumerate(stops, start=1):
        state = flow.state(talk.book, stop)
        minutes = flow.minutes(talk.book, stop) if timebox.has_clock(talk.desk.session, stop.step) else None
        said = [step_name(talk.book, stop)]
        if minutes:
            said.append(talk.t("minutes", n=round(minutes)))
        said.append(talk.t("state.here" if stop == talk.stop else f"state.{state}"))
        talk.say(f"{at}. {phrase(*said)}.".replace("?.", "?"))
    talk.tell("go_how", word=grammar.word("steps", talk.lang))


def where(talk: Talk, rest: str) -> None:
    """Where one is, and the question in full once more."""
    if talk.stop is None:
        return
    talk.say(place_words(talk))
    for line in question_lines(talk):
        talk.say(line)
    if talk.asking is not None:
        talk.asking()


def here(talk: Talk, rest: str) -> None:
    """What is here, read aloud; `all`: the whole record."""
    if grammar.subword(rest)[0] == "all":
        from workshop.plain.reading import record

        for line in record(talk.book, talk.today):
            talk.say(line)
    elif talk.listing is not None:
        talk.listing()
    else:
        talk.tell("nothing_yet")


def undo(talk: Talk, rest: str) -> None:
    done = talk.desk.undo()
    talk.say(t("run.nothing_to_undo" if done is None else "run.undone", talk.lang, what=done.what if done is not None else ""))
    if done is not None:
        language.use(talk.lang)
        raise Anew


def redo(talk: Talk, rest: str) -> None:
    done = talk.desk.redo()
    talk.say(t("run.nothing_to_redo" if done is None else "run.redone", talk.lang, what=done.what if done is not None else ""))
    if done is not None:
        language.use(talk.lang)
        raise Anew


def notes(talk: Talk, rest: str) -> None:
    """What only the facilitator should hear: what to say, to look out for, to do when it halts."""
    if talk.stop is None:
        talk.refuse_with("no_step_here")
        return
    names = ("stuck",) if talk.book.session.alone else ("say", "watch", "stuck")
    texts = [(name, talk.book.text(getattr(talk.step, name), talk.scope())) for name in names]
    for name, text in texts:
        if text:
            lead = "" if talk.book.session.alone else f"{t(f'notes.{name}', talk.lang).capitalize()}: "
            talk.say(f"{lead}{' '.join(text.split())}")
    if not any(text for _, text in texts):
        talk.say(t("notes.none", talk.lang))


def captured(talk: Talk, rest: str) -> None:
    """What was caught on the way: actions, decisions, parked, notes."""
    session, lang, some = talk.desk.session, talk.lang, False
    for log in ("actions", "decisions", "parked", "notes"):
        items = list(live(getattr(session, log)))
        if not items:
            continue
        some = True
        talk.say(f"{t(f'session.log.{log}', lang)}, {language.number(len(items), lang)}:")
        for at, item in enumerate(items, start=1):
            text = item.text or talk.book.label(item.id)
            words = action_words(item, text, lang) if log == "actions" else decision_words(item, text, lang)
            talk.say(f"{at}. {words if log in ('actions', 'decisions') else text}")
    if not some:
        talk.tell("nothing_caught")


def note(talk: Talk, rest: str) -> None:
    talk.capture(Said(rest))


def find(talk: Talk, rest: str) -> None:
    """Where a word was said, across the session."""
    if is_blank(rest):
        rest = talk.ask(talk.t("find_what"))
    wanted = fold(rest)
    if not wanted:
        return
    found = [f"{title}: {text}" for title, text in _said(talk) if wanted in fold(text)]
    for line in found[:FOUND]:
        talk.say(line)
    talk.tell("found", n=len(found), what=rest)


def _said(talk: Talk) -> list[tuple[str, str]]:
    """Everything people wrote, with the step it was said in."""
    book, session = talk.book, talk.desk.session
    out: list[tuple[str, str]] = []
    for step in book.scenario.steps:
        title, answer = book.text(step.title), session.answer(step.id)
        hidden = isinstance(step, Answered) and step.is_hidden and not session.alone
        if hidden and not session.progress_of(step.id, talk.at).shown:
            continue
        if not log_of(step):
            out += [(title, item.text) for item in live(answer.items)]
        for spot, cell in answer.cells.items():
            about = ", ".join(book.label(id) for id in (spot.at, spot.of, spot.across) if id)
            where = f"{title}, {about}" if about else title
            for value in cell.values():
                if isinstance(value, str) and " " in value:
                    out.append((where, value))
                elif isinstance(value, tuple):
                    out += [(where, text) for one in value if not one.gone and (text := getattr(one, "text", "") or "")]
    for log in ("actions", "decisions", "parked", "notes"):
        out += [(t(f"session.log.{log}", talk.lang), item.text) for item in live(getattr(session, log))]
    return out


def show(talk: Talk, rest: str) -> None:
    """What is hidden is shown from now on; then the names, where they come later; then hidden again."""
    step = talk.step if talk.stop is not None else None
    if not isinstance(step, Answered) or talk.book.session.alone or not (step.is_hidden or step.names == "later"):
        talk.refuse_with("nothing_hidden")
        return
    progress = talk.desk.session.progress_of(step.id, talk.at)
    nameless = "never" in (step.names, talk.desk.session.names)
    if step.is_hidden and not progress.shown:
        change: AnyChange = Show(step=step.id, at=talk.at, shown=True)
    elif step.names == "later" and not nameless and not progress.names_shown:
        change = ShowNames(step=step.id, at=talk.at)
    else:
        change = Show(step=step.id, at=talk.at, shown=False)
    if talk.done(change) and talk.listing is not None and not (isinstance(change, Show) and not change.shown):
        talk.listing()


def who(talk: Talk, rest: str) -> None:
    talk.say(t("people.one_voice", talk.lang))


def again(talk: Talk, rest: str) -> None:
    """A new round of the step; the one before stays."""
    if talk.stop is None or not isinstance(talk.step, Answered):
        talk.refuse(t("run.no_again", talk.lang))
    elif talk.do(TakeAgain(step=talk.stop.step, at=talk.stop.at)):
        talk.say(t("run.again", talk.lang))
        raise GoTo(talk.stop)


def restore(talk: Talk, rest: str) -> None:
    """What was removed, by number; with a number it is there again."""
    removed, found = talk.desk.removed(), grammar.numbers(rest)
    if found and 1 <= found[0] <= len(removed):
        if talk.done(removed[found[0] - 1].restore):
            raise Anew
        return
    if found:
        talk.refuse_with("no_number", n=found[0], of=len(removed))
        return
    for at, one in enumerate(removed, start=1):
        talk.say(f"{at}. {one.text}, {one.where}")
    if not removed:
        talk.tell("nothing_removed")


def draft(talk: Talk, rest: str) -> None:
    """What was half-typed on the screen when it was left: taken as a line written here, or thrown away."""
    from workshop.plain.halfway import obey

    obey(talk, rest)


def speak(talk: Talk, rest: str) -> None:
    """The other language, or the one that is named; content and words together."""
    languages = [lang for lang in language.languages() if lang in (talk.book.scenario.languages or language.languages())]
    wanted = next((lang for lang in languages if lang == rest.lower() or bare(t(f"new.{lang}")) == bare(rest)), "")
    if len(languages) < 2:
        talk.say(t("run.one_language", talk.lang))
        return
    following = wanted or languages[(languages.index(talk.lang) + 1) % len(languages) if talk.lang in languages else 0]
    if following != talk.lang and talk.do(SetHeader(key="lang", value=following)):
        language.use(following)
        talk.tell("speaks")
        raise Anew


def closing(talk: Talk, rest: str) -> None:
    raise Closing


def export(talk: Talk, rest: str) -> None:
    """The record written beside the session, in the formats that are named: where, and what there is to know about it."""
    from workshop.errors import WorkshopError
    from workshop.report import export as write
    from workshop.store.faults import reason

    formats = rest.lower().replace(",", " ").split() or ["md", "html"]
    try:
        written = write(
            talk.sitting.book_as_saved() if talk.sitting is not None else talk.book,
            talk.folder,
            formats,
            today=talk.today,
            settings=talk.settings,
        )
    except WorkshopError as error:
        talk.refuse(error.words(talk.lang))
        return
    except OSError as error:
        talk.refuse(t("cli.no_output", talk.lang, why=reason(error)))
        return
    for one in written:
        talk.tell("written", file=one.path)
    for remark in dict.fromkeys(str(warning) for one in written for warning in one.warnings):
        talk.say(remark)


def leave(talk: Talk, rest: str) -> None:
    raise Leave


# ------------------------------------------------------------------------------------------------------- where one is


def place_words(talk: Talk) -> str:
    """`Step 3 of 12, The journey, 15 minutes.`"""
    assert talk.stop is not None
    n, of = position(talk.book, talk.stop)
    said = [step_name(talk.book, talk.stop)]
    minutes = flow.minutes(talk.book, talk.stop) if timebox.has_clock(talk.desk.session, talk.stop.step) else None
    if minutes:
        said.append(talk.t("minutes_as", n=round(minutes), figure=figure(minutes, talk.lang)))
    round_ = talk.book.latest(talk.step, talk.at)
    if round_ > 1:
        said.append(talk.t("round", n=round_))
    what = phrase(*said)
    return talk.t("step", n=n, of=of, what=what) if n else f"{what}."


def question_lines(talk: Talk) -> list[str]:
    """The step's question, its hint, its examples: what every kind begins with."""
    book, step, scope = talk.book, talk.step, talk.scope()
    found: list[str] = []
    fields = getattr(step, "fields", ()) if step.kind == "ask" else ()
    # of a step with one field the question is asked with the field; one about each row is asked with the row
    if step.prompt is not None and len(fields) != 1 and not asks_of_rows(talk):
        found.append(book.text(step.prompt, scope))
    if hint := book.text(step.hint, scope):
        found.append(talk.t("hint", what=hint))
    examples = [book.text(example, scope) for example in step.examples]
    if examples:
        found.append(talk.t("example", what="; ".join(examples)))
    return [line for line in found if line]


COMMANDS: dict[str, Command] = {
    "next": next_, "back": back, "steps": steps, "where": where, "here": here, "help": help_, "undo": undo, "redo": redo,
    "time": timing.obey, "notes": notes, "people": people.obey, "captured": captured, "note": note, "find": find, "show": show,
    "who": who, "again": again, "restore": restore, "draft": draft, "language": speak, "closing": closing, "export": export,
    "room": room.obey, "leave": leave,
}  # fmt: skip
