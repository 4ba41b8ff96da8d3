"""The commands for whoever writes a workshop: a start, a rehearsal. (`check` lies among the others: it reads sessions too.)"""

from __future__ import annotations

import shutil
import sys
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from workshop import language
from workshop.cli import moments
from workshop.cli.commands import _folder, _json, _scenario, _sessions, program
from workshop.cli.printing import say, show_json, show_line, show_table, show_words
from workshop.errors import WorkshopError
from workshop.language import t

if TYPE_CHECKING:
    from workshop.scenario.parts import Scenario

NINE = time(9, 0)


def language_of(scenario: Scenario, wanted: str | None) -> str:
    """The language to hold a workshop in: the one asked for, else the interface's, else the first it has."""
    lang = wanted or language.current()
    if not scenario.languages or lang in scenario.languages:
        return lang
    if wanted:
        title = scenario.text(scenario.title, lang)
        raise WorkshopError("cli.other_language", title=title, languages=", ".join(scenario.languages))
    return scenario.languages[0]


@program.command("skeleton")
@click.argument("file", metavar="FILE")
@click.option("--lang", "--language", "words_", type=click.Choice(language.languages()))
def skeleton(file: str, words_: str | None) -> None:
    import shlex

    from workshop.scenario.skeleton import write

    path = write(file, words_ or language.current())
    show_line(path)
    for then in ("check", "rehearse"):
        say(t(f"cli.skeleton.{then}", command=shlex.join(["workshop", then, str(path)])))


@program.command("read")
@click.argument("scenario", metavar="SCENARIO")
@click.option("--lang", "--language", "read_in", type=click.Choice(language.languages()))
@click.pass_context
def read(context: click.Context, scenario: str, read_in: str | None) -> None:
    import shutil
    import textwrap

    from workshop.scenario.guide import guide

    found, _ = _scenario(context, scenario)
    width = min(88, max(40, shutil.get_terminal_size().columns))
    for passage in guide(found, language_of(found, read_in)):
        if passage.kind in ("part", "section", "step"):
            show_line("")
        name = f"{passage.label}. {passage.text}" if passage.kind == "step" else passage.text
        aside = f" ({passage.aside})" if passage.aside else ""
        inside = passage.kind in ("question", "hint", "example", "note")
        lead = "- " if passage.label == "–" else f"{passage.label}: " if passage.label and passage.kind != "step" else ""
        indent = "   " if inside else ""
        for line in textwrap.wrap(lead + name + aside, width, initial_indent=indent, subsequent_indent=indent) or [""]:
            show_line(line)


@program.command("rehearse")
@click.argument("scenario", metavar="SCENARIO")
@click.option("--seed", default="0", metavar="N")
@click.option("--lang", "--language", "language_", type=click.Choice(language.languages()))
@click.option("--people", default="6", metavar="N|A,B")
@click.option("--alone", is_flag=True)
@moments.start
@moments.end
@click.option("--keep", is_flag=True)
@_sessions
@_json
@click.pass_context
def rehearse(
    context: click.Context,
    scenario: str,
    seed: str,
    language_: str | None,
    people: str,
    alone: bool,
    start: time | None,
    end: time | None,
    keep: bool,
    as_json: bool,
) -> None:
    from workshop.cli import rehearsing
    from workshop.session import rehearsal
    from workshop.store import files

    workshop, text = _scenario(context, scenario)
    lang = language_of(workshop, language_)
    seed = seed.encode("utf-8", "replace").decode()  # a byte that is no text in it
    alone = alone or workshop.suits == ["alone"]
    # What is kept was held yesterday: no session lies in the time to come.
    begins = datetime.combine(datetime.now().date() - timedelta(days=keep), start or NINE).astimezone()
    name = workshop.text(workshop.title, lang)
    ends = None if end is None else datetime.combine(begins.date(), end).astimezone()
    if ends is not None and ends <= begins:
        ends += timedelta(days=1)
    held = rehearsal.rehearse(
        workshop,
        text,
        seed=seed,
        lang=lang,
        people=int(people) if people.isdecimal() and len(people) < 10 else people.split(","),
        alone=alone,
        start=begins,
        end=ends,
        title=t("rehearse.title", lang, title=name),
    )
    path = files.create(_folder(context), held.book.session) if keep else None
    if as_json:
        show_json({**rehearsing.as_data(held, seed), "path": str(path) if path else None})
        return
    many = len(held.book.session.present)
    show_line(t("rehearse.heading_alone" if alone else "rehearse.heading", title=name, n=many, seed=seed))
    show_line("")
    width = shutil.get_terminal_size().columns if sys.stdout is not None and sys.stdout.isatty() else None
    show_table(rehearsing.rows(held, width), 1, rehearsing.FIGURES)
    show_line("")
    for sentence in rehearsing.said(held):
        show_words(sentence)
    if path is not None:
        say(t("rehearse.kept", path=path))
