"""A command as one writes it in a shell."""

from __future__ import annotations

import shlex


def command(*words: object) -> str:
    """`workshop resume --plain 'acme resan'`."""
    return shlex.join(["workshop", *map(str, words)])
