"""The looks: each is nine colours by role, registered as a Textual theme of the same name.

Contrast against background, surface and focus row follows WCAG 2: 4.5 for text, 7 in high contrast. Nothing else in the
program names a colour.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, get_args

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from workshop import settings
from workshop.tui.rows import Back, Ink


class Palette(NamedTuple):
    background: str
    surface: str
    focus: str
    ink: str
    soft: str
    faint: str
    accent: str
    warn: str
    alert: str
    rule: str
    dark: bool = True
    ansi: bool = False
    dim: tuple[Ink, ...] = ()  # inks the terminal is asked to draw dim: where it does not, they are read all the same


PALETTES = {
    "dark": Palette(
        "#15171c", "#1e2128", "#272d38", "#f0eee8", "#b3b7bf", "#9196a0", "#8dbbff", "#f2bd57", "#ff9383", "#454b56"
    ),
    "light": Palette(
        "#fbfaf6", "#f1efe8", "#e3ebf6", "#16181c", "#4c5159", "#5f646d", "#0a55b5", "#855300", "#b3231b", "#b9b6ac", dark=False
    ),
    "contrast": Palette(
        "#000000", "#000000", "#000000", "#ffffff", "#e6e6e6", "#d0d0d0", "#6fe3ff", "#ffd84a", "#ffa79c", "#a8a8a8"
    ),
    "ansi-dark": Palette(
        "ansi_default", "ansi_default", "ansi_default", "ansi_bright_white", "ansi_default", "ansi_default",
        "ansi_bright_cyan", "ansi_bright_yellow", "ansi_bright_red", "ansi_default", ansi=True, dim=("faint", "rule"),
    ),
    "ansi-light": Palette(
        "ansi_default", "ansi_default", "ansi_default", "ansi_default", "ansi_default", "ansi_bright_black",
        "ansi_blue", "ansi_magenta", "ansi_red", "ansi_default", dark=False, ansi=True, dim=("soft", "rule"),
    ),
    "plain": Palette(
        "ansi_default", "ansi_default", "ansi_default", "ansi_default", "ansi_default", "ansi_default",
        "ansi_default", "ansi_default", "ansi_default", "ansi_default", ansi=True, dim=("faint", "rule"),
    ),
}  # fmt: skip
# The sixteen have one grey, which some palettes hide on black: on black the three inks are bright white, the default and the
# default drawn dim; on white the default, the default drawn dim, and the grey.

LOOKS: tuple[str, ...] = get_args(settings.Theme)
"""What one can choose. `plain` is what NO_COLOR asks for: bars, bold and underlining alone."""


def is_flat(look: str) -> bool:
    """Whether a panel has no surface of its own to tell it by."""
    palette = PALETTES.get(look, PALETTES["dark"])
    return palette.surface == palette.background


def theme_name(look: str) -> str:
    """The name under which Textual knows a look."""
    return f"workshop-{look if look in PALETTES else 'dark'}"


def themes() -> list[Theme]:
    return [
        Theme(
            name=theme_name(name),
            primary=look.accent,
            accent=look.accent,
            warning=look.warn,
            error=look.alert,
            foreground=look.ink,
            background=look.background,
            surface=look.surface,
            panel=look.surface,
            dark=look.dark,
            ansi=look.ansi,
            variables={
                "ink": look.ink,
                "soft": look.soft,
                "faint": look.faint,
                "faint-style": "dim" if "faint" in look.dim else "none",
                "rule": look.rule,
                "alert": look.alert,
                "warn": look.warn,
                "focus": look.focus,
                "ansi-background": look.background,  # Textual's own style sheet asks for these two
                "ansi-foreground": look.ink,
                "input-selection-background": look.background if look.ansi else look.focus,
                "input-selection-foreground": look.background if look.ansi else look.ink,
                "screen-selection-background": look.background if look.ansi else look.focus,
                "screen-selection-foreground": look.background if look.ansi else look.ink,
                "input-cursor-background": look.background if look.ansi else look.accent,
                "input-cursor-foreground": look.background,
                "input-cursor-text-style": "reverse" if look.ansi else "none",
            },
        )
        for name, look in PALETTES.items()
    ]


@lru_cache(1024)
def style(look: str, ink: Ink, back: Back, bold: bool, underline: bool, reverse: bool, dimmed: bool = False) -> Style:
    """How a span is drawn. `dimmed`: behind an open sheet all is faint and nothing is bold."""
    palette = PALETTES.get(look, PALETTES["dark"])
    if dimmed:
        ink, bold, underline, back = ("rule" if ink == "rule" else "faint"), False, False, "" if back == "focus" else back
    behind = palette.background if not back else palette.focus if back == "focus" else palette.surface
    return Style(
        color=Color.parse(getattr(palette, ink)).rich_color,
        bgcolor=Color.parse(behind).rich_color,
        bold=bold,
        underline=underline,
        reverse=reverse,
        dim=ink in palette.dim and not reverse,
    )
