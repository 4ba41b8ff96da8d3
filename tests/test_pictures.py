"""The pictures of the README are of the program as it is: `python -m tests.pictures` takes them anew."""

from __future__ import annotations

import pytest

from tests.pictures import FOLDER, PICTURES, ROOT, take, words


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_the_program_shows(name: str) -> None:
    kept = words((FOLDER / f"{name}.svg").read_text("utf-8"))
    assert len(kept) > 5
    assert kept == words(take(name)), "python -m tests.pictures takes it anew"


def test_the_readme_shows_each_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {path.stem for path in FOLDER.glob("*")} == set(PICTURES)
    assert all(f"(sessions/examples/pictures/{name}.svg)" in readme for name in PICTURES)
