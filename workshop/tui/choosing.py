"""The settings while the application runs: what holds, where it comes from, and what is chosen anew."""

from __future__ import annotations

from typing import Any

import msgspec

from workshop import places
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.settings import Found, Settings, Source, checked
from workshop.tui import keymap


class Choosing:
    def __init__(self, settings: Settings, found: Found | None = None) -> None:
        """`found`: where `settings` come from; None: they are what there is from the start."""
        self.settings = settings
        found = found or Found(settings, [], {}, places.config_file(), places.choices_file())
        self.warnings, self.sources = found.warnings, dict(found.sources)
        self.config, self.choices = found.config, found.choices
        self.keymap = keymap.read(settings.keys)

    def source(self, key: str) -> Source:
        return self.sources.get(key, "default")

    def held(self, key: str) -> bool:
        """Whether the user's own file says it, so that a choice here would change nothing."""
        return self.source(key) == "config"

    def troubles(self, lang: str) -> list[str]:
        """What was not taken of the settings, in words."""
        return [*self.warnings, *(f"{self.config}: {one.words(lang)}" for one in self.keymap.refused)]

    def notice(self, lang: str) -> str:
        """What to say of it on the first screen: the first of it, and how many more the settings screen tells."""
        found = self.troubles(lang)
        if not found:
            return ""
        return " ".join([found[0], *([t("setting.more_troubles", lang, n=len(found) - 1)] if len(found) > 1 else [])])

    def choose(self, key: str, value: Any) -> None:
        """From now on, and after the next start too. None: as from the start. Raises WorkshopError where it cannot be
        remembered; it holds all the same until the program ends. Raises ValueError where the setting cannot be that."""
        from workshop.store.choices import choose
        from workshop.store.faults import reason

        kept = getattr(Settings(), key) if value is None else checked(key, value)
        self.settings = msgspec.structs.replace(self.settings, **{key: kept})
        if value is None:
            self.sources.pop(key, None)
        else:
            self.sources[key] = "choices"
        try:
            choose(self.choices, key, value)
        except OSError as error:
            raise WorkshopError("setting.not_kept", file=self.choices, why=reason(error)) from error
