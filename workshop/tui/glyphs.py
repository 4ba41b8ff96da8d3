"""Which signs the terminal is trusted with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


def speaks_utf8(environ: Mapping[str, str] | None = None, encoding: str = "", platform: str = sys.platform) -> bool:
    """Whether the terminal is to be trusted with more than ASCII.

    Python writes UTF-8 also where the locale is C, so the encoding of stdout says little of the terminal: what the user set
    does. Where nothing is set, Python has put `LC_CTYPE=C.UTF-8` there itself, and most terminals speak UTF-8.
    """
    environ = os.environ if environ is None else environ
    encoding = encoding or getattr(sys.__stdout__, "encoding", "") or "utf-8"
    if encoding.lower().replace("-", "") != "utf8" or environ.get("TERM") == "dumb":
        return False
    if platform == "win32":
        return True
    own = environ.get("LC_CTYPE") == "C.UTF-8" and environ.get("LANG")
    names = ("LC_ALL", "LANG") if own else ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "")
    charset = locale.partition(".")[2].partition("@")[0].lower().replace("-", "")
    return locale not in ("C", "POSIX") and charset in ("", "utf8")
