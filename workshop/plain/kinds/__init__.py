"""The kinds by ear: one file a kind, of the same name as in `scenario/kinds/`, each with `take(talk)`, which asks and listens
until a `Turn` ends the stay. Where it begins is `talk.here`; where it is, it says there. Imported when first needed."""

from __future__ import annotations

from importlib import import_module

from workshop.plain.talk import Talk


def take(talk: Talk) -> None:
    """The step at hand."""
    import_module(f"workshop.plain.kinds.{talk.step.kind}").take(talk)
