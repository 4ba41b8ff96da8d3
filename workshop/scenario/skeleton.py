"""The start of a workshop of one's own: a file that can be run as it is, and that teaches by its comments."""

from __future__ import annotations

import errno
import keyword
import os
import re
from os import PathLike
from pathlib import Path

from workshop.errors import WorkshopError
from workshop.scenario.check import RESERVED
from workshop.text import clean

_FOLDER = Path(__file__).with_name("skeletons")
_PLAIN = str.maketrans("åäöéü", "aaoeu")


def write(path: str | PathLike[str], lang: str) -> Path:
    """Write the file (`.toml` is put to its name where it lacks) in a language, and give its path.

    Its id and title are made of the file's name. Raises WorkshopError where there is a file of that name already; OSError
    where it cannot be written.
    """
    file = Path(path)
    if not file.name:  # "." or "/"
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if file.suffix != ".toml":
        file = file.with_name(f"{file.name}.toml")
    words = _words(file.stem)
    text = (_FOLDER / f"{lang}.toml").read_text(encoding="utf-8")
    for name, value in (("file", clean(file.name, multiline=False)), ("id", _id(words)), ("title", _title(words))):
        text = text.replace(f"{{{name}}}", value)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError:
        raise WorkshopError("cli.skeleton.exists", path=file) from None
    return file


def _words(stem: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", stem))


def _id(words: str) -> str:
    found = re.sub(r"[^a-z0-9]+", "_", words.casefold().translate(_PLAIN)).strip("_")[:40].rstrip("_")
    if not found or not found[0].isalpha() or found in RESERVED or keyword.iskeyword(found):
        found = f"workshop_{found}".rstrip("_")[:40]
    return found


def _title(words: str) -> str:
    return words[:1].upper() + words[1:60] or "Workshop"
