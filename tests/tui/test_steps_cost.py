"""What a screen costs grows with what is shown, not with what there is: counted in words folded, never in time."""

from __future__ import annotations

import pytest

from tests.tui.editors import MATRIX, PEOPLE, host, toml
from workshop.session.changes import AddItems
from workshop.tui.steps import boards, matrix, outline

MANY = 10_000
MATERIAL = {
    "sort": 'sort kept\nfrom = "ideas"\nplaces = ["Ja", "Nej"]',
    "group": 'group kept\nfrom = "ideas"',
    "matrix": MATRIX.replace("map", "kept"),
}


@pytest.fixture
def folded(monkeypatch):
    """How many texts were folded, by whichever editor."""
    counted = []
    for module in (outline, boards, matrix):
        real = module.wrap

        def counting(text, width, hang=2, real=real):
            counted.append(text)
            return real(text, width, hang)

        monkeypatch.setattr(module, "wrap", counting)
    return counted


def many(step="list ideas", fields=""):
    texts = [f"sak {n} " + "ord " * (n % 7) for n in range(MANY)]
    return host(toml(f"{step}\n{fields}"), "ideas", changes=[AddItems(step="ideas", texts=texts)], people=PEOPLE, height=20)


@pytest.mark.parametrize("fields", ["", 'fields = [{ id = "aim", title = "Syfte" }]'])
def test_a_list_of_ten_thousand_folds_what_is_shown(folded, fields):
    screen = many(fields=fields)
    for keys in ((), ("up",), ("home",), ("down",), ("end",), ("m", "up", "enter"), ("a",)):
        screen.press(*keys)
        folded.clear()
        screen.draw()
        assert len(folded) <= 3 * screen.height, keys


def test_a_key_on_the_line_draws_nothing_and_folds_nothing(folded):
    screen = many()
    folded.clear()
    assert not screen.pane.typed("a")
    assert folded == []


def test_the_things_are_gone_through_once_for_each_change(monkeypatch):
    screen = many()
    made = []
    real = type(screen.pane)._blocks
    monkeypatch.setattr(type(screen.pane), "_blocks", lambda self: made.append(1) or real(self))
    screen.type("en till").press("enter")
    assert len(made) == 1
    screen.press("up", "up", "down", "home")
    assert len(made) == 1


@pytest.mark.parametrize("kind", MATERIAL)
@pytest.mark.parametrize("width", [92, 60])
def test_a_board_of_many_folds_what_is_shown(folded, kind, width):
    texts = [f"sak {n} " + "ord " * (n % 7) for n in range(2_000)]
    screen = host(toml("list ideas", MATERIAL[kind]), "kept", changes=[AddItems(step="ideas", texts=texts)], width=width)
    for key in ("down", "end", "home", "1"):
        screen.press(key)
        folded.clear()
        screen.draw()
        assert len(folded) <= 4 * screen.height, key
