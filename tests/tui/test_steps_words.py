"""The words of the editors: alike in both languages, by the rules of the house; a note read from beginning to end."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.tui.editors import host, toml
from tests.tui.fake import too_wide

WORDS = Path(__file__).parents[2] / "workshop" / "words"
SUBJECTS = ("list", "outline", "place", "vote", "result")


def catalog(lang: str, subject: str) -> dict[str, str]:
    """Every entry by its whole key."""

    def entries(table: dict, before: str):
        for key, value in table.items():
            if isinstance(value, dict):
                yield from entries(value, f"{before}{key}.")
            else:
                yield before + key, value

    return dict(entries(tomllib.loads((WORDS / lang / f"{subject}.toml").read_text()), ""))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_both_languages_have_the_same_words_with_the_same_blanks(subject):
    swedish, english = catalog("sv", subject), catalog("en", subject)
    assert swedish.keys() == english.keys()
    for key, words in swedish.items():
        assert sorted(re.findall(r"{\w+}", words)) == sorted(re.findall(r"{\w+}", english[key])) or ".one" in key, key


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_exclamations_and_no_words_of_programs(subject, lang):
    for key, words in catalog(lang, subject).items():
        assert "!" not in words, key
        assert not re.search(r"\b(fil|cache|ogiltig|invalid|please|vänligen|klicka|click)\b", words, re.IGNORECASE), key


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_words_lie_unused(subject):
    code = "\n".join(path.read_text() for path in (WORDS.parent / "tui").rglob("*.py"))
    built = set(re.findall(rf'f"{subject}\.([a-z_.]*){{', code))
    for key in catalog("sv", subject):
        name = re.sub(r"(\.(one|other|zero|alone))+$", "", key)
        assert f'"{subject}.{name}"' in code or any(name.startswith(start) for start in built), name


NOTE = 'note hello\ntext = """\n' + "\n\n".join(f"Stycke {n} " + "ord " * 30 for n in range(12)) + '\n\n- ett\n- två\n"""'


def test_a_note_is_read_on_and_enter_goes_on_only_at_its_end():
    screen = host(toml(NOTE), "hello", width=60, height=12)
    assert "Stycke 0" in screen.screen()
    presses = 0
    while not screen.asked_forward:
        assert not too_wide(screen.draw(), 60)
        assert len(screen.drawn.rows) <= 12
        screen.press("enter")
        presses += 1
    assert presses > 3
    assert "· två" in screen.screen()
    screen.press("home")
    assert "Stycke 0" in screen.screen()
    screen.press("end", "up")
    assert "tidigare" in screen.screen()


def test_a_short_note_goes_on_at_once_and_one_without_text_too():
    assert host(toml('note hello\ntext = "Hej."'), "hello").press("enter").asked_forward == 1
    assert host(toml("note hello\npause = true\nminutes = 10"), "hello").press("enter").asked_forward == 1
