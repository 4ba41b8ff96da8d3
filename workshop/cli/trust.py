"""The commands that keep what was promised: an earlier version put back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from workshop import language
from workshop.cli.commands import _json, _session_file, _sessions, program
from workshop.cli.printing import say, show_json, show_table
from workshop.errors import WorkshopError
from workshop.language import t

if TYPE_CHECKING:
    from workshop.store.versions import Version


@program.command("restore")
@click.argument("session", metavar="SESSION")
@click.argument("backup", required=False, type=click.IntRange(min=1), metavar="[BACKUP]")
@_json
@_sessions
@click.pass_context
def restore(context: click.Context, session: str, backup: int | None, as_json: bool) -> None:
    from workshop.store.versions import versions

    path = _session_file(context, session)
    found = versions(path)
    if backup is not None:
        if backup > len(found):
            raise WorkshopError("cli.restore.no_such", n=len(found), given=backup, file=path.name)
        from workshop.store import opening

        chosen = found[backup - 1].backup
        broken = opening.restore(path, chosen.path)
        key = "cli.restore.done" if broken is None else "cli.restore.done_broken"
        say(t(key, file=path.name, when=_when(chosen.made), rev=chosen.rev, broken=broken.name if broken is not None else ""))
        return
    if as_json:
        show_json([_as_data(number, each) for number, each in enumerate(found, 1)])
        return
    if not found:
        say(t("cli.restore.none", file=path.name))
        return
    show_table([_version(number, each) for number, each in enumerate(found, 1)], 4, (0, 3))
    say(t("cli.restore.how", command=f"workshop restore {path.stem} 1"))


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
