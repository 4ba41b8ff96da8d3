"""Generated examples: the same in every run, so that what is green stays green; and new ones when asked for.

`WORKSHOP_FUZZ=20 pytest …` draws twenty times as many, each run others. What it finds becomes a test with a name.
They are judged by what comes out, never by how long it took: the computer may be busy.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("WORKSHOP_FUZZ", "0"))

# What tests put in the bin shall not fill that of whoever runs them (where the system's bin is a folder).
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="workshop-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_DATA_HOME"], ignore_errors=True)

settings.register_profile(
    "steady", deadline=None, derandomize=not TIMES, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not TIMES:
        return
    for item in items:
        test = getattr(item, "obj", None)
        given = getattr(test, "_hypothesis_internal_use_settings", None)
        if given is not None:
            test._hypothesis_internal_use_settings = settings(given, max_examples=given.max_examples * TIMES)
