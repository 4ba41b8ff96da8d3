"""Where in the file a part stands, of tables that are no longer as they were read."""

from __future__ import annotations

from msgspec import Struct, field

from workshop.scenario.faults import Path

Moved = dict[Path, Path]
"""A path → what its last part is called in the file; () where it is not there and its parts are those of the parent."""


class Moves(Struct):
    """Three changes, each of what the one before left: keys spelled as they were meant, short forms written out, parts that
    are wrong left out of their lists."""

    meant: Moved = field(default_factory=dict)
    written: Moved = field(default_factory=dict)
    kept: Moved = field(default_factory=dict)
    """Told while the lists were gone through: its paths are the old list's, but for the last part, which is the new one's."""

    def source(self, path: Path) -> Path:
        """The place in the file of a part of the tables as they are in the end."""
        before: Path = ()
        for part in path:
            before += self.kept.get((*before, part), (part,))
        return self.source_before(before)

    def source_before(self, path: Path) -> Path:
        """The same for a part of the tables before anything was left out of them."""
        for moved in (self.written, self.meant):
            if moved:
                path = tuple(part for n in range(len(path)) for part in moved.get(path[: n + 1], (path[n],)))
        return path
