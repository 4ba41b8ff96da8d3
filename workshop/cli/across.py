"""The commands that look over several sessions: two of one workshop side by side, the open actions of all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from workshop import language
from workshop.cli.commands import _folder, _json, _session_file, _sessions, program
from workshop.cli.printing import say, show_json, show_line, show_table
from workshop.language import t

if TYPE_CHECKING:
    from workshop.session.model import Item
    from workshop.store.files import Listed

SIDE_BY_SIDE = ("md", "html")


@program.command("compare")
@click.argument("sessions_", nargs=-1, required=True, metavar="SESSION SESSION…")
@click.option("--to", "to", metavar="F,F")
@click.option("--lang", "--language", "written_in", metavar="LANG")
@click.option("--out", metavar="DIR")
@_sessions
@click.pass_context
def compare(
    context: click.Context, sessions_: tuple[str, ...], to: str | None, written_in: str | None, out: str | None
) -> None:
    from workshop.report.compare import compare as side_by_side
    from workshop.store.books import read_book

    formats = [name.strip().lower() for name in (to or "").split(",") if name.strip()]
    unknown = [name for name in formats if name not in SIDE_BY_SIDE]
    if unknown:
        known = ", ".join(SIDE_BY_SIDE)
        raise click.UsageError(t("cli.unknown_format", name=", ".join(unknown), formats=known), context)
    paths = [_session_file(context, name) for name in sessions_]
    document = side_by_side([read_book(path, tell=say) for path in paths], written_in)
    if not formats:
        from workshop.report.writers import terminal

        terminal.show(document)
        return
    from workshop.report.files import stem_of, write_as

    for path in write_as(document, out or paths[-1].parent, formats, stem_of(document)):
        show_line(path)


@program.command("actions")
@click.option("--due", is_flag=True)
@click.option("--client", metavar="CLIENT")
@_json
@_sessions
@click.pass_context
def actions(context: click.Context, due: bool, client: str | None, as_json: bool) -> None:
    from workshop.store.before import open_actions
    from workshop.store.files import listing
    from workshop.text import fold

    today = date.today()
    found = [
        (one, item)
        for one, item in open_actions(listing(_folder(context)))
        if (client is None or fold(one.client) == fold(client))
        and (not due or (isinstance(item.get("due"), date) and item.get("due") <= today))
    ]
    found.sort(key=lambda each: (each[1].get("due") is None, each[1].get("due") or today))
    if as_json:
        show_json(
            [
                {
                    "id": item.id,
                    "text": item.text,
                    "owner": item.get("owner"),
                    "due": when.isoformat() if isinstance(when := item.get("due"), date) else None,
                    "late": isinstance(when, date) and when < today,
                    "client": one.client,
                    "session": one.title,
                    "path": str(one.path),
                }
                for one, item in found
            ]
        )
        return
    if not found:
        say(t("cli.no_actions_due" if due else "cli.no_actions"))
    show_table([_row(one, item, today) for one, item in found], 1)


def _row(one: Listed, item: Item, today: date) -> tuple[str, str, str, str]:
    return _when(item.get("due"), today), item.text, str(item.get("owner") or ""), one.client or one.title


def _when(due: object, today: date) -> str:
    if not isinstance(due, date):
        return t("cli.no_date")
    words = language.day(due, None, today)
    return t("cli.late", when=words) if due < today else words
