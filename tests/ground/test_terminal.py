"""What the terminal can show, by what its environment says."""

from __future__ import annotations

import os

import pytest

from workshop.terminal import colours

DEEP = {"COLORTERM": "truecolor"}


@pytest.mark.skipif(os.name == "nt", reason="the terminals there have all of them")
@pytest.mark.parametrize(
    ("environ", "there"),
    [
        ({"TERM": "xterm-256color", **DEEP}, "all"),
        ({"TERM": "xterm-256color"}, "some"),
        ({"TERM": "xterm"}, "few"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", **DEEP}, "none"),
        ({"TERM": "screen", "STY": "4242.pts-0.here", **DEEP}, "some"),  # GNU screen: COLORTERM is the outer terminal's
        ({"TERM": "screen.xterm-256color", "STY": "4242.pts-0.here", "TMUX": "/tmp/tmux-0/default,1,0", **DEEP}, "some"),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0", **DEEP}, "all"),
        ({"TERM": "tmux-256color", "STY": "4242.pts-0.here", "TMUX": "/tmp/tmux-0/default,1,0", **DEEP}, "all"),
    ],
)
def test_colours(environ: dict[str, str], there: str) -> None:
    assert colours(environ) == there
