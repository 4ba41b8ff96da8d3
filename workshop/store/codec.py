"""Session files as text: `decode` what was read, `Encoder` for what is written. See `sessions/README.md` for the format."""

from __future__ import annotations

from workshop.session.model import Session
from workshop.store.faults import Note
from workshop.store.pieces import same
from workshop.store.reading import Decoded, decode
from workshop.store.writing import Encoder, Unfaithful

__all__ = ["Decoded", "Encoder", "Note", "Unfaithful", "decode", "reads_back", "same"]


def reads_back(data: bytes) -> bool:
    """Whether a file this program wrote can be read, and writes itself again: nothing was lost between the pieces."""
    return Encoder(check=False).encode(decode(data).session) == data


def encode(session: Session) -> bytes:
    """One session, once."""
    return Encoder().encode(session)
