"""How long after Enter what was said stands on the room's screen: `python -m tests.bench.room_lag`.

Both programs run at terminals of their own. Reported is the time from the key on the facilitator's side until the room's
terminal has been sent the words; the bar is half a second.
"""

from __future__ import annotations

import os
import select
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.typing import session_with
from tests.terminal.rooms import room

BAR = 500.0  # milliseconds


def lag(leader_fd: int, wall_fd: int, line: str) -> float:
    """Milliseconds from Enter until the room's terminal was sent the last word of the line."""
    os.write(leader_fd, line.encode())
    time.sleep(0.3)
    start = time.perf_counter()
    os.write(leader_fd, b"\r")
    seen = b""
    while time.perf_counter() - start < 5:
        ready, _, _ = select.select([leader_fd, wall_fd], [], [], 0.5)
        for fd in ready:
            data = os.read(fd, 65536)
            seen += data if fd == wall_fd else b""
        if line.split()[-1].encode() in seen:
            return (time.perf_counter() - start) * 1000
    raise AssertionError(f"never seen: {line}")


def measure(count: int, rounds: int = 20) -> list[float]:
    """With `count` things said before."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = session_with(folder, count)
        with room(folder, "resume", path) as leader, room(folder, "screen", path, size=(48, 16)) as wall:
            leader.wait("En sak i taget")
            leader.key("pagedown")
            leader.wait("Året som gick · 2")
            wall.wait("Vad har ni gjort")
            return [lag(leader.fd, wall.fd, f"Sagt unikt{n:03}") for n in range(rounds)]


def main() -> None:
    for count in (0, 1000):
        found = sorted(measure(count))
        worst = found[-1]
        print(f"{count:>5} things   median {statistics.median(found):5.0f} ms   worst {worst:5.0f} ms   bar {BAR:.0f} ms")


if __name__ == "__main__":
    main()
