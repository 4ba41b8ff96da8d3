"""How large, how deep and how many: every bound on what comes from outside, in one place.

A message that refuses names the limit. What they are to a reader stands in `scenarios/README.md` and `sessions/README.md`;
the format of scenarios has more (characters of a title, options of a choice) beside the parts they bound, in `scenario/model`.
"""

from __future__ import annotations

from datetime import date

KIB, MIB = 1024, 1024 * 1024

# Files, in bytes.
SCENARIO = 1 * MIB
SESSION = 32 * MIB
SETTINGS = 16 * KIB
DRAFT = 1 * MIB
PAGE = 1 * MIB
"""The page the room sees."""
CHANGES = 32 * MIB
"""A script for `workshop apply`."""
CHANGE = 8 * MIB
"""One line of it: two thousand items of a few words are a tenth of a MiB, and a longest answer twice that."""
PASTE = 2 * MIB
"""One paste, in characters."""

# Depth: keys joined by dots, brackets in brackets, tables in tables.
SCENARIO_KEYS, SESSION_KEYS = 6, 16
BRACKETS = 16
TABLES = 24

# Counts.
STEPS = 200
ITEMS = 20_000
"""In a session, entries and gone ones counted."""
VALUES = 500_000
"""Single values in a session file: twenty thousand items and eighty thousand ballots are four hundred thousand."""
VOICES = 500
ROUNDS = 50
DOTS = 1_000_000
"""That were counted for one item."""
TOLD = 3
"""So many faults or repairs are told one by one where a person is at work; `workshop check` has them all."""

# Texts and figures.
ANSWER = 100_000
"""Characters in one answer."""
TITLE = 2_000
SUMMARY = 20_000
NAME = 80
"""Characters of a number or name that is quoted back where it was not understood."""
NUMBER = 10**15
"""Figures longer than that are a slip of the hand, and files keep 64 bits."""
FIGURES = 4_300
"""Of one number in a file: Python reads no longer one (`sys.int_info.default_max_str_digits`)."""
VERSION = 10**12
"""A session's `rev`."""
MINUTES = 24 * 60
"""Of one step."""
SECONDS = 366 * 24 * 3600
"""Of one stay at a step."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Days between which something can be agreed or have happened. Outside them the calendar's own arithmetic ends."""
