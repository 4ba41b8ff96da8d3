"""The commands that keep what was promised: an earlier version put back, a copy without names, a look at the computer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from workshop import language
from workshop.cli.commands import _folder, _json, _session_file, _sessions, program
from workshop.cli.printing import say, show_json, show_line, show_table, show_words
from workshop.errors import WorkshopError
from workshop.language import t

if TYPE_CHECKING:
    from pathlib import Path

    from workshop.session.model import Session
    from workshop.store.drafts import Kept
    from workshop.store.versions import Version


@program.command("restore")
@click.argument("session", required=False, metavar="[SESSION]")
@click.argument("backup", required=False, type=click.IntRange(min=1), metavar="[BACKUP]")
@_json
@_sessions
@click.pass_context
def restore(context: click.Context, session: str | None, backup: int | None, as_json: bool) -> None:
    from workshop.store.versions import versions

    if session is None:
        _show_lost(_folder(context), as_json)
        return
    try:
        path, uuid = _to_restore(context, session)
    except WorkshopError:
        if backup is not None or not _show_words(_folder(context), session, as_json):
            raise
        return
    found = versions(path, uuid)
    if backup is not None:
        if backup > len(found):
            raise WorkshopError("cli.restore.no_such", n=len(found), given=backup, file=path.name)
        from workshop.store import opening

        chosen = found[backup - 1].backup
        broken = opening.restore(path, chosen.path)
        key = "cli.restore.done_gone" if uuid else "cli.restore.done" if broken is None else "cli.restore.done_broken"
        say(t(key, file=path.name, when=_when(chosen.made), rev=chosen.rev, broken=broken.name if broken is not None else ""))
        return
    if as_json:
        show_json([_as_data(number, each) for number, each in enumerate(found, 1)])
        return
    if not found:
        say(t("cli.restore.none", file=path.name))
        return
    if uuid:
        say(t("cli.restore.gone", file=path.name))
    show_table([_version(number, each) for number, each in enumerate(found, 1)], 4, (0, 3))
    say(t("cli.restore.how", command=f"workshop restore {path.stem} 1"))


def _to_restore(context: click.Context, name: str) -> tuple[Path, str]:
    """The session file that is meant; where there is none, the one there was, and by which uuid its versions lie."""
    from pathlib import Path

    from workshop.store.versions import lost_one

    try:
        return _session_file(context, name), ""
    except WorkshopError:
        given = Path(name).expanduser()
        found = lost_one(given.parent if len(given.parts) > 1 else _folder(context), given.name)
        if found is None:
            raise
        return found.path, found.uuid


def _show_words(folder: Path, name: str, as_json: bool) -> bool:
    """What was half-typed in a session of which there is nothing else. False: there is nothing of that name."""
    from workshop.store.files import listing
    from workshop.store.left import word_left

    kept = word_left(listing(folder), name)
    if kept is None:
        return False
    if as_json:
        show_json(_words_as_data(kept))
        return True
    say(t("cli.restore.words", title=kept.title or name, when=_when(kept.newest.written)))
    for line in kept.words.split("\n"):
        show_line(line)
    return True


def _words_as_data(kept: Kept) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(kept, name) for name in ("uuid", "title", "client", "file", "words")}
    return {"path": str(kept.at), "written": kept.newest.written.isoformat()} | told


def _show_lost(folder: Path, as_json: bool) -> None:
    """The sessions whose file is gone while earlier versions are there."""
    import shlex

    from workshop.store.files import listing
    from workshop.store.left import name_of, words_left
    from workshop.store.versions import lost

    found = lost(folder)
    if as_json:
        told = ("uuid", "title", "client")
        show_json(
            [
                {"path": str(one.path), "made": one.newest.made.isoformat(), "rev": one.newest.rev}
                | {name: getattr(one, name) for name in told}
                for one in found
            ]
        )
        return
    say(t("cli.restore.lost", n=len(found), folder=folder))
    show_table([(one.path.stem, _when(one.newest.made), " · ".join(filter(None, (one.title, one.client)))) for one in found], 2)
    if found:
        say(t("cli.restore.how_lost", command=f"workshop restore {found[0].path.stem}"))
    known = {one.uuid for one in found}
    for each in words_left(listing(folder)):
        if each.uuid not in known:
            command = f"workshop restore {shlex.quote(name_of(each))}"
            title, n = each.title or name_of(each), len(each.words.split())
            say(t("cli.restore.words_left", title=title, n=n, when=_when(each.newest.written), command=command))


def _version(number: int, one: Version) -> tuple[str, ...]:
    size = t("cli.restore.size", n=language.number(max(1, round(one.backup.size / 1000))))
    return str(number), _when(one.backup.made), t("cli.restore.rev", rev=one.backup.rev), size, _differs(one)


def _differs(one: Version) -> str:
    if one.things is None:
        return t("cli.restore.unreadable")
    told = [t("cli.restore.things", n=one.things)]
    if one.compared:
        differs = [t(f"cli.restore.{name}", n=n) for name in ("more", "fewer", "other") if (n := getattr(one, name))]
        told += differs or [t("cli.restore.same")]
    if one.backup.by_hand:
        told.append(t("cli.restore.by_hand"))
    return ", ".join(told)


def _as_data(number: int, one: Version) -> dict[str, object]:
    return {
        "number": number,
        "made": one.backup.made.isoformat(),
        "rev": one.backup.rev,
        "size": one.backup.size,
        "by_hand": one.backup.by_hand,
        "things": one.things,
        "more": one.more if one.compared and one.things is not None else None,
        "fewer": one.fewer if one.compared and one.things is not None else None,
        "other": one.other if one.compared and one.things is not None else None,
        "path": str(one.backup.path),
    }


def _when(made: datetime) -> str:
    """The day and the time of day, here: several are made in a day."""
    local = made.astimezone()
    return f"{language.day(local.date(), None, datetime.now().date())} {language.clock(local)}"


@program.command("anonymize")
@click.argument("session", metavar="SESSION")
@click.option("--without-client", is_flag=True)
@click.option("--out", "copy", metavar="FILE")
@_sessions
@click.pass_context
def anonymize(context: click.Context, session: str, without_client: bool, copy: str | None) -> None:
    from pathlib import Path

    from workshop.session.anonymous import anonymous
    from workshop.store import files
    from workshop.store.books import with_questions
    from workshop.store.faults import in_words
    from workshop.store.saved import read_session

    path = _session_file(context, session)
    found = read_session(path)
    if found.newer:
        raise WorkshopError("store.newer", path=path)
    scenario, original, notes = with_questions(found.session, path)
    for words in in_words((*found.notes, *notes), path):
        say(words)
    somebody = t("cli.anonymize.somebody", original.lang)
    made = anonymous(scenario, original, somebody, datetime.now(UTC), client=not without_client)
    order = tuple(step.id for step in scenario.step)
    show_line(_written(Path(copy).expanduser(), made, order) if copy else files.create(path.parent, made, order))
    _still_named(original, made, somebody, [original.client] if without_client and original.client else [])


def _written(path: Path, session: Session, order: tuple[str, ...]) -> Path:
    """The copy in a file of its own; what is there already is left alone."""
    from workshop.store import files

    try:
        files.create_as(path, session, order)
    except FileExistsError:
        raise WorkshopError("cli.anonymize.exists", file=str(path)) from None
    return path


def _still_named(original: Session, made: Session, somebody: str, clients: list[str]) -> None:
    """What a person must judge: names inside what was written, and people who are named but took no part."""
    from msgspec.structs import replace

    from workshop.session.anonymous import names_in, owners, told
    from workshop.store.codec import encode

    text = encode(replace(made, snapshot="")).decode("utf-8")
    for name, n in told(text, [*names_in(original), *clients]).items():
        say(t("cli.anonymize.named", name=name, n=n))
    others = [owner for owner in owners(made) if somebody not in owner]
    if others:
        say(t("cli.anonymize.owners", owners=", ".join(others)))
    if clients and told(made.snapshot, clients):
        say(t("cli.anonymize.in_scenario", name=clients[0]))


@program.command("doctor")
@_json
@_sessions
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    from workshop.cli.health import examined

    found = [
        (part, each, language.say(f"cli.doctor.{each.key}", None, each.values))
        for part, those in examined(_folder(context))
        for each in those
    ]
    if as_json:
        show_json(
            [
                {"part": part, "level": each.level, "code": each.key, "text": text, "command": each.command or None}
                for part, each, text in found
            ]
        )
    else:
        before = ""
        for part, each, text in found:
            if part != before:
                if before:
                    show_line("")
                show_line(t(f"cli.doctor.part.{part}"))
            before = part
            show_words(f"{t(f'cli.doctor.level.{each.level}')}  {text}")
            if each.command:
                show_line(each.command)  # never folded: it is there to be copied
        levels = [each.level for _, each, _ in found]
        say(t("cli.doctor.sum", n=levels.count("wrong"), warnings=t("cli.warnings", n=levels.count("warning"))))
    if any(each.level == "wrong" for _, each, _ in found):
        raise click.exceptions.Exit(1)
