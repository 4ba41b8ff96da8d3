"""A call from its beginning to its exit code: whatever goes wrong on the way is one line of words."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

import click

from workshop import crashes, language
from workshop.cli.commands import program
from workshop.cli.printing import say
from workshop.errors import WorkshopError
from workshop.language import t

ASKS = "_WORKSHOP_COMPLETE"
"""The variable in which a shell asks what Tab shall offer."""


def enter() -> NoReturn:
    """Run the command that was called, and exit with its code."""
    crashes.catch_all()
    code = 1
    try:
        _stand_somewhere()
        _take_any_letter()
        language.use(language.detect(os.environ))
        code = _run()
    except click.UsageError as error:
        code = _misused(error)
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except WorkshopError as error:
        say(str(error))
    except BrokenPipeError:  # the reader of our output has gone: nothing to say, and nobody to say it to
        code = 0
    except OSError as error:
        say(_no_file(error))
    except Exception as error:
        say(t("cli.crash", log=crashes.log(error)))
    _let_go_of_output()
    sys.exit(code)


def _run() -> int:
    from workshop import settings

    chosen = settings.read()
    language.use(chosen.settings.language)
    if ASKS in os.environ:
        from workshop.cli import completing

        completing.offer(program)
        chosen.warnings.clear()  # a shell that asks is in the middle of somebody's line
    # outside standalone mode click gives the code of an Exit back instead of raising it
    code = program.main(prog_name="workshop", standalone_mode=False, obj=chosen)
    return code if isinstance(code, int) else 0


def _misused(error: click.UsageError) -> int:
    say(error.format_message())
    if error.ctx is not None:
        say(error.ctx.get_usage())
    say(t("cli.more_help", command=error.ctx.command_path if error.ctx is not None else "workshop"))
    return 2


def _stand_somewhere() -> None:
    """In a working folder that is gone the libraries of others break in ways of their own (typst, on Python 3.13)."""
    try:
        os.getcwd()
    except OSError:
        with suppress(OSError):
            os.chdir(os.path.expanduser("~"))


def _take_any_letter() -> None:
    """A file's name may hold bytes that are no text: they go out as they came in. What an old terminal cannot show is `?`."""
    import codecs

    def instead(error: UnicodeError) -> tuple[bytes | str, int]:
        assert isinstance(error, UnicodeEncodeError)
        bad = error.object[error.start : error.end]
        return b"".join(bytes([ord(c) - 0xDC00]) if "\udc80" <= c <= "\udcff" else b"?" for c in bad), error.end

    codecs.register_error("workshop", instead)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="workshop")


def _let_go_of_output() -> None:
    """What could not be written by now never can be: Python shall not try again, and say so, on its way out."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except AttributeError:  # None: it was closed before we began
            pass


def _no_file(error: OSError) -> str:
    from workshop.store.faults import reason

    if not isinstance(error.filename, str):
        return t("cli.no_output", why=reason(error))
    if isinstance(error, (FileNotFoundError, IsADirectoryError)):
        return t("cli.no_such_file" if isinstance(error, FileNotFoundError) else "cli.a_folder", file=error.filename)
    return t("cli.no_file", file=error.filename, why=reason(error))
