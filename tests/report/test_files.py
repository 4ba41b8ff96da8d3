"""Reports as files: their names, what is replaced, and what is said where it cannot be."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from tests.report.sessions import journey
from workshop.errors import WorkshopError
from workshop.report import export
from workshop.report.build import build
from workshop.report.files import stem_of
from workshop.session import changes as c

DESK = journey()
STEM = "2026-11-20_farghuset-malaren-ab_kundresan-malaren-som-vantar"


def test_files_are_named_by_day_client_and_title(tmp_path: Path) -> None:
    written = export(DESK.book, tmp_path / "new" / "folder", ("md", "html", "md"), zone=UTC)
    assert [one.path.name for one in written] == [f"{STEM}.md", f"{STEM}.html"]
    assert all(one.path.read_bytes() for one in written)
    assert {str(warning) for warning in written[0].warnings} >= {"En åtgärd saknar ägare."}
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == [f"{STEM}.html", f"{STEM}.md"]


def test_the_client_is_named_once(tmp_path: Path) -> None:
    desk = journey()
    desk.do(c.SetHeader(key="title", value="Färghuset Mälaren AB, kundresan"))
    assert stem_of(build(desk.book, zone=UTC)) == "2026-11-20_farghuset-malaren-ab_kundresan"
    assert stem_of(build(desk.book, edition="internal", zone=UTC)).endswith("_kundresan_internal")


@pytest.mark.parametrize("title", ["../../etc/passwd", "CON", "a/b\\c:d", "😀", "x" * 300, ".", "  "])
def test_no_title_leads_out_of_the_folder(tmp_path: Path, title: str) -> None:
    desk = journey()
    if title.strip():
        desk.do(c.SetHeader(key="title", value=title))
    (one,) = export(desk.book, tmp_path, ("md",))
    assert one.path.parent == tmp_path
    assert len(one.path.name) < 130


def test_a_report_replaces_the_one_before(tmp_path: Path) -> None:
    (first,) = export(DESK.book, tmp_path, ("html",), zone=UTC)
    before = first.path.read_bytes()
    (again,) = export(DESK.book, tmp_path, ("html",), zone=UTC)
    assert again.path == first.path
    assert again.path.read_bytes() == before


def test_a_name_that_is_taken_gives_a_numbered_one_beside_it(tmp_path: Path) -> None:
    (tmp_path / "report.md").mkdir()
    (one,) = export(DESK.book, tmp_path, ("md",), stem="report")
    assert one.path.name == "report_2.md"
    assert "report.md gick inte att skriva över. Rapporten ligger i report_2.md." in [str(w) for w in one.warnings]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"formats": ("md", "papyrus")}, "papyrus"),
        ({"edition": "board"}, "client, internal"),
        ({"lang": "de"}, "sv, en"),
        ({"lanes": ("does", "weather")}, "feels"),
    ],
)
def test_what_there_is_none_of_is_refused_by_name_and_nothing_written(asked: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(WorkshopError, match=said):
        export(DESK.book, tmp_path, **asked)
    assert list(tmp_path.iterdir()) == []


def test_each_format_is_told_before_it_is_written(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    export(DESK.book, tmp_path, ("html", "md", "html"), progress=lambda *step: told.append(step))
    assert told == [("html", 0, 2), ("md", 1, 2), ("", 2, 2)]


def test_a_draft_says_so_in_its_name(tmp_path: Path) -> None:
    (one,) = export(DESK.book, tmp_path, ("md",), draft=True, edition="internal")
    assert one.path.name.endswith("_internal_utkast.md")


def test_a_format_with_nothing_to_hold_is_told_with_the_others(tmp_path: Path) -> None:
    desk = journey()
    for id in [*desk.session.actions]:
        desk.do(c.RemoveItem(id=id))
    (one,) = export(desk.book, tmp_path, ("md", "ics"))
    assert "Inget har ett datum, så det blev ingen kalenderfil." in [str(warning) for warning in one.warnings]
    with pytest.raises(WorkshopError, match="Inget har ett datum"):
        export(desk.book, tmp_path, ("ics",))
