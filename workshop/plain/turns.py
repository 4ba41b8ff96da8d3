"""What ends the stay at a step: raised where it is said, however deep in a question, and caught where steps are taken."""

from __future__ import annotations

from workshop.session.flow import Stop


class Turn(Exception):
    """The base."""


class Onward(Turn):
    """To what comes next."""


class Back(Turn):
    """To the step before."""


class GoTo(Turn):
    """To a stop of one's choice."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop)
        self.stop = stop


class Anew(Turn):
    """Asked again where one is: something beneath it is another now (an undo, a language, a participant)."""


class Closing(Turn):
    """To the closing."""


class Leave(Turn):
    """Out of the program, with everything saved."""
