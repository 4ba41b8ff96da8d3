"""What can go wrong in a way a person should read about: a key in the catalogs and the values that go into its words.

The words are looked up when they are shown, so that one error reads in whatever language is on by then.
"""

from __future__ import annotations

import os


class WorkshopError(Exception):
    """A fault told in words.

    `key` names the words (`check.unknown_key` is `unknown_key` in `words/<lang>/check.toml`); keyword arguments are
    what they mention. `path` is the file concerned, also given to the words as `{path}` and, the name alone, `{file}`.
    """

    def __init__(self, key: str, /, *, path: str | os.PathLike[str] | None = None, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.path = path
        self.values: dict[str, object] = values
        if path is not None:
            shown = os.fspath(path)
            self.values.setdefault("path", shown)
            self.values.setdefault("file", os.path.basename(shown) or shown)

    def words(self, lang: str | None = None) -> str:
        """The sentence in `lang` (None: the language in use)."""
        # Imported here: an error is raised far more seldom than this module is imported.
        from workshop import language

        return language.say(self.key, lang, self.values)

    def __str__(self) -> str:
        return self.words()


class Refused(WorkshopError):
    """A Change that does not fit what it is applied to. Nothing was changed; the words give the reason."""


class BadFile(WorkshopError):
    """A file that cannot be read. It was left as it is."""
