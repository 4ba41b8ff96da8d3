"""The one module that knows folders: where settings, scenarios, drafts and sessions lie.

Read each time it is asked, so that a test, or a change of the environment, is believed at once. A path that comes from
an option, the environment or the settings may begin with `~`. `WORKSHOP_CONFIG` (a file) and `WORKSHOP_STATE` (a folder)
put aside what the system would choose.
"""

from __future__ import annotations

import os
from pathlib import Path

NAME = "workshop"


def config_file() -> Path:
    """The settings. The file need not exist."""
    named = os.environ.get("WORKSHOP_CONFIG")
    return _path(named) if named else _config() / "config.toml"


def config_dir() -> Path:
    """The folder of the settings, and of what else the user tells the program (own scenarios). It need not exist."""
    return config_file().parent


def _config() -> Path:
    import platformdirs

    return platformdirs.user_config_path(NAME, appauthor=False)


def state_dir() -> Path:
    """The folder for drafts, the page the room sees and the crash log; made on use, for the user alone (0700).

    Where the system's place cannot be written (a home that is read-only or missing) it is a folder of the user's own
    among the temporary files: less lasting, but a draft there is better than none. Raises OSError where that fails too,
    or where the folder named by `WORKSHOP_STATE` cannot be made.
    """
    named = os.environ.get("WORKSHOP_STATE")
    if named:
        return _private(_path(named))
    import platformdirs

    try:
        folder = _private(platformdirs.user_state_path(NAME, appauthor=False))
        if os.access(folder, os.W_OK):
            return folder
    except (OSError, RuntimeError):  # RuntimeError: the home folder is not known
        pass
    return _private_temporary()


def choices_file() -> Path:
    """What was chosen on the settings screen. Neither the file nor its folder need exist; nothing is made."""
    named = os.environ.get("WORKSHOP_STATE")
    if named:
        return _path(named) / "choices.toml"
    import platformdirs

    return platformdirs.user_state_path(NAME, appauthor=False) / "choices.toml"


def _private(folder: Path) -> Path:
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _private_temporary() -> Path:
    import tempfile

    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"{NAME}-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    # Everybody can write among the temporary files: a folder that somebody else laid there is not to be trusted.
    found = folder.lstat()
    if folder.is_symlink() or (hasattr(os, "getuid") and (found.st_uid != user or found.st_mode & 0o077)):
        return Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
    return folder


def own_scenarios(setting: str | None = None) -> Path:
    """The user's own scenarios: the folder the settings name, else `scenarios` beside them. It need not exist."""
    return _path(setting) if setting else config_dir() / "scenarios"


def library() -> Path:
    """The built-in scenarios: inside an installed package, or the folder beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "library"
    return installed if installed.is_dir() else package.parent / "scenarios"


def scenario_dirs(setting: str | None = None) -> list[Path]:
    """The folders scenarios are looked for in, those that exist, each once: `./scenarios`, the user's own, the built-in.

    An id found in several is taken from the first. `setting` is the folder the settings name.
    """
    found: dict[Path, Path] = {}
    for folder in (Path("scenarios"), own_scenarios(setting), library()):
        try:
            if folder.is_dir():
                found.setdefault(folder.resolve(), folder.absolute())
        except OSError:  # the working folder is gone, or a folder may not be looked into
            continue
    return list(found.values())


def sessions_dir(option: str | None = None, setting: str | None = None) -> Path:
    """The folder sessions are kept in: `--sessions`, else `WORKSHOP_SESSIONS`, else `./sessions` if there is one, else the
    folder the settings name, else `workshop` among the user's documents. It need not exist."""
    named = option or os.environ.get("WORKSHOP_SESSIONS")
    if named:
        return _path(named)
    here = Path("sessions")
    if here.is_dir():
        return here.absolute()
    if setting:
        return _path(setting)
    import platformdirs

    return platformdirs.user_documents_path() / NAME


def _path(named: str) -> Path:
    try:
        path = Path(named).expanduser()
    except RuntimeError:  # `~` without a home folder
        path = Path(named)
    try:
        return path.absolute()
    except OSError:  # the working folder is gone
        return path
