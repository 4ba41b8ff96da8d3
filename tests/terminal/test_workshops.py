"""Each core workshop, run to its end by keyboard alone at 80×24, in both languages: all that was said is in the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.rooms import new_session, room, workshop
from tests.terminal.walk import Walk
from workshop.language import t

WORKSHOPS = ["customer_journey", "activity_splitting", "blank_paper"]


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("scenario", WORKSHOPS)
def test_a_workshop_runs_to_its_end_by_keyboard(tmp_path: Path, scenario: str, lang: str) -> None:
    path = Path(new_session(tmp_path, scenario, lang=lang))
    with room(tmp_path, "resume", str(path), lang=lang) as terminal:
        walk = Walk(terminal, path, lang)
        walk.run()
        terminal.key("x", "enter")
        terminal.wait({"sv": "2 filer är skrivna", "en": "2 files are written"}[lang])
        terminal.key("escape")
        terminal.key("q")
        terminal.wait({"sv": "Allt är sparat", "en": "All is saved"}[lang])
        terminal.key("q")
        assert terminal.ended() == 0

    record = next(path.parent.glob("*.md")).read_text("utf-8")
    stored = path.read_text("utf-8")
    said = [text for texts in walk.said.values() for text in texts]
    assert len(said) > 20
    for text in said:
        assert text in stored, f"not in the session file: {text}"
        assert text in record, f"not in the record: {text}"
    in_order(record, walk)

    # the same from the command line, from the file alone
    done = workshop(tmp_path, "export", str(path), "--to", "md,html", "--out", str(tmp_path / "again"))
    assert done.returncode == 0, done.stderr
    again = next((tmp_path / "again").glob("*.md")).read_text("utf-8")
    assert again == record


def in_order(record: str, walk: Walk) -> None:
    """The raw answers hold everything in the order of the steps, and within a step in the order it was said."""
    raw = record[record.rindex("## " + t("report.chapter.raw", walk.lang)) :]
    at = 0
    for step, texts in walk.said.items():
        for text in texts:
            found = raw.find(text, at)
            assert found >= 0, f"{step}: {text!r} is not after what was said before it"
            at = found
