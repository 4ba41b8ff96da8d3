"""One thing done in a thread of its own: the newest value wins, never two at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Worker(Generic[T]):
    """`work(value)` is called in a thread, `delay` seconds after the first value that is waiting; of several values that came
    meanwhile it gets the last. It gives None where it is done, else the seconds after which to try again (sooner where a
    newer value comes). It must raise nothing.

    The thread does not keep the program alive: whoever owns the worker calls `flush` before the end.
    """

    def __init__(self, name: str, work: Callable[[T], float | None], delay: float) -> None:
        self.delay = delay
        self._name = name
        self._work = work
        self._changed = threading.Condition()
        self._waiting: list[T] = []  # none or one
        self._due = 0.0  # by the monotonic clock
        self._failed = False
        self._busy = self._hurry = False
        self._turns = 0  # ended
        self._stopped = False
        self._thread: threading.Thread | None = None

    def put(self, value: T) -> None:
        """This is the newest. Costs a moment: called where somebody types."""
        with self._changed:
            soon = time.monotonic() + self.delay
            if not self._waiting:
                self._due = soon
            elif self._failed:
                self._due = min(self._due, soon)
            self._waiting = [value]
            self._start()
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Begin what waits at once, and wait for it for at most `timeout` seconds. True: nothing is left to do.

        Comes back early where a try that began after the call has failed.
        """
        if threading.current_thread() is self._thread:
            return False
        until = time.monotonic() + timeout
        with self._changed:
            self._hurry = self._busy  # where the turn that goes on fails, the next follows at once
            if self._waiting:
                self._due = 0.0
                self._start()
                self._changed.notify_all()
            enough = self._turns + (2 if self._busy else 1)
            while (self._waiting or self._busy) and self._turns < enough:
                left = until - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            return not self._waiting and not self._busy

    def stop(self) -> None:
        """The thread ends once what it is at is done. A later `put` begins a new one."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    @property
    def idle(self) -> bool:
        with self._changed:
            return not self._waiting and not self._busy

    @property
    def waiting(self) -> bool:
        """Whether a value has come that the thread has not begun on."""
        with self._changed:
            return bool(self._waiting)

    def _start(self) -> None:
        self._stopped = False
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._stopped:
                    left = self._due - time.monotonic() if self._waiting else None
                    if left is not None and left <= 0:
                        break
                    self._changed.wait(left)
                if self._stopped:
                    self._thread = None
                    return
                [value], self._waiting = self._waiting, []
                self._busy = True
            again: float | None = None
            try:
                again = self._work(value)
            finally:
                with self._changed:
                    self._busy = False
                    self._turns += 1
                    self._failed = again is not None
                    if again is not None and not self._waiting:
                        self._waiting, self._due = [value], time.monotonic() + (0.0 if self._hurry else again)
                    self._hurry = False
                    self._changed.notify_all()
