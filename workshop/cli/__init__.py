"""The command line: parse, call, print. Stdout is data, stderr is talk; exit 0 fine, 1 the input is wrong, 2 usage.

Each command lies in a module that is loaded when it is called, and imports what it needs inside itself: `workshop list` never
loads the terminal application.
"""

from typing import NoReturn


def main() -> NoReturn:
    """The entry point of `workshop`."""
    import gc

    gc.disable()  # a tenth of the start; the terminal application turns it on again when it is up
    from workshop.cli.entry import enter

    try:
        enter()
    finally:
        gc.freeze()  # or Python would look through everything once more on its way out
