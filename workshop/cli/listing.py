"""The commands that list: `scenarios`, `list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop import language
from workshop.cli.commands import _folder, _json, _sessions, _settings, program
from workshop.cli.printing import say, show_json, show_line, show_table
from workshop.language import t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop.scenario.library import Entry
    from workshop.store.files import Listed
    from workshop.store.left import Left


@program.command("scenarios")
@click.argument("words", nargs=-1, metavar="[WORD]…")
@_json
@click.pass_context
def scenarios(context: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    from workshop.scenario import library

    entries = library.matching(library.entries(_settings(context).scenarios), " ".join(words))
    lang = language.current()
    for entry in entries:
        for fault in entry.faults:
            say(str(fault))
    if as_json:
        show_json(
            [
                {
                    "id": entry.id,
                    "title": language.pick(entry.title, lang),
                    "summary": language.pick(entry.summary or "", lang),
                    "purpose": language.pick(entry.purpose or "", lang),
                    "gives": language.pick(entry.gives or "", lang),
                    "minutes": entry.minutes,
                    "languages": list(entry.languages),
                    "suits": list(entry.suits),
                    "tags": list(entry.tags),
                    "origin": entry.origin,
                    "shelf": entry.shelf,
                    "path": str(entry.path),
                    "error": next((str(fault) for fault in entry.faults if fault.is_error), None),
                }
                for entry in entries
            ]
        )
        return
    if words and not entries:
        say(t("cli.no_such_workshop", words=" ".join(words)))
    sound = [entry for entry in entries if not any(fault.is_error for fault in entry.faults)]
    for shelf in dict.fromkeys(entry.shelf for entry in sound):
        if shelf:
            show_line("")
            show_line(t(f"cli.{shelf}"))
            show_line("")
        show_table([row for entry in sound if entry.shelf == shelf for row in _scenario_rows(entry, lang)], 2)


def _scenario_rows(entry: Entry, lang: str) -> Iterator[tuple[str, str, str]]:
    minutes = t("cli.minutes", n=language.number(entry.minutes, digits=0)) if entry.minutes else ""
    origin = "" if entry.origin == "built_in" else f" ({t(f'cli.origin.{entry.origin}')})"
    suits = ", ".join(t(f"guide.{who}", lang) for who in entry.suits if who in ("group", "alone"))
    yield entry.id, minutes, f"{language.pick(entry.title, lang)}, {suits}{origin}"
    if entry.summary:
        yield "", "", language.pick(entry.summary, lang)
    if entry.gives:
        yield "", "", t("cli.gives", what=" ".join(language.pick(entry.gives, lang).split()))


@program.command("list")
@_json
@_sessions
@click.pass_context
def list_(context: click.Context, as_json: bool) -> None:
    from datetime import datetime

    from workshop.store import files
    from workshop.store.left import ended_in, left

    folder = _folder(context)
    listed = files.listing(folder)
    for one in listed:
        if one.error is not None:
            say(str(one.error))
    was_left = left(listed, ended_in(folder), folder=folder)
    found = {each.path: each for each in was_left}
    if as_json:
        show_json([_listed(one, found.get(one.path)) for one in listed])
        return
    if not listed:
        say(t("cli.no_sessions", folder=folder))
    show_table([_row(one, found.get(one.path)) for one in listed if one.error is None], 2)
    homeless = [each for each in was_left if each.path is None]
    for each in homeless:
        told = {"title": each.name, "when": language.ago(each.when, datetime.now().astimezone())}
        if each.words is not None:
            say(t("cli.left.words", n=len(each.half.split()), **told))
        else:
            say(t("cli.left.homeless", copy=each.copy, **told))
    if homeless:
        say(t("cli.left.open_it"))


def _listed(one: Listed, left: Left | None) -> dict[str, Any]:
    """A session in the list, for JSON. Of one that cannot be read, `path`, `changed` and `error` alone say anything."""
    return {
        "path": str(one.path),
        "uuid": one.uuid,
        "title": one.title,
        "client": one.client,
        "lang": one.lang,
        "scenario": one.scenario,
        "scenario_title": one.scenario_title,
        "created": one.created.isoformat() if one.error is None else None,
        "changed": one.changed.isoformat(),
        "rev": one.rev,
        "alone": one.alone,
        "done": one.done,
        "step": one.here.step,
        "step_title": one.step_title,
        "step_number": one.step_number,
        "steps": one.steps,
        "people": one.people,
        "actions": one.open_actions,
        "newer": one.newer,
        "conflict": one.conflict,
        "twins": list(one.twins),
        "ended": left is not None and left.ended,
        "not_in_file": left.changes if left is not None else 0,
        "error": one.error.words() if one.error is not None else None,
    }


def _row(one: Listed, left: Left | None) -> tuple[str, ...]:
    from datetime import datetime

    name = one.title or one.scenario_title or one.scenario
    if one.done:
        state = [t("cli.state.done")]
    elif one.step_number:
        state = [t("cli.state.step", n=one.step_number, of=one.steps)]
    else:
        state = [t("cli.state.new")]
    if one.open_actions:
        state.append(t("cli.state.actions", n=one.open_actions))
    if left is not None:
        state.append(t("cli.state.not_in_file", n=left.changes) if left.changes else t("cli.state.ended"))
    state += [t(f"cli.state.{mark}") for mark in ("newer", "conflict") if getattr(one, mark)]
    when = language.ago(one.changed, datetime.now().astimezone())
    return one.path.stem, when, f"{name} · {one.client}" if one.client else name, ", ".join(state)
