"""What people install: the wheel carries the workshops, the words and the styles, and finds them from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def build(folder: Path) -> Path:
    """A wheel of the checkout: by hatchling where it is at hand, else by pip, which fetches it as for anybody who builds."""
    if find_spec("hatchling"):
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    else:
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    wheels = list(folder.glob("*.whl"))
    if not wheels and not find_spec("hatchling") and "hatchling" in done.stderr:
        pytest.skip("hatchling is not at hand and could not be fetched")
    assert len(wheels) == 1, done.stderr
    return wheels[0]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of an environment that holds the wheel alone."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return python.with_name("workshop")


def run(program: Path, cwd: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {name: each for name, each in os.environ.items() if not name.startswith(("WORKSHOP_", "PYTHON"))}
    env |= {
        # what the program rests on comes from here; the program itself does not (an editable install is no package there)
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "WORKSHOP_STATE": str(cwd / "state"),
        "WORKSHOP_SESSIONS": str(cwd / "sessions"),
        "WORKSHOP_CONFIG": str(cwd / "config.toml"),
        "LANG": "sv_SE.UTF-8",
        **more,
    }
    return subprocess.run([str(program), *args], cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_the_wheel_carries_all_that_is_no_code(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    for path in (ROOT / "scenarios").rglob("*"):
        if path.is_file():
            assert f"workshop/library/{path.relative_to(ROOT / 'scenarios').as_posix()}" in names
    for path in (ROOT / "workshop").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names
    assert not [name for name in names if name.startswith(("tests/", "sessions/"))]


def test_the_program_finds_its_workshops_from_another_folder(installed: Path, tmp_path: Path) -> None:
    said = run(installed, tmp_path, "scenarios")
    assert (said.returncode, said.stderr) == (0, "")
    assert "customer_journey" in said.stdout
    assert "Kundresan" in said.stdout
    where = run(installed, tmp_path, "where").stdout
    library = next(Path(line.split()[-1]) for line in where.splitlines() if line.startswith("biblioteket"))
    assert library.parts[-2:] == ("workshop", "library")
    assert installed.parent.parent.resolve() in library.resolve().parents


def test_a_session_goes_from_new_to_export(installed: Path, tmp_path: Path) -> None:
    path = run(installed, tmp_path, "new", "activity_splitting", "--client", "Ön").stdout.strip()
    assert Path(path).is_file()
    assert run(installed, tmp_path, "check", path).returncode == 0
    assert "Ön" in run(installed, tmp_path, "show", path).stdout
    assert Path(run(installed, tmp_path, "export", path, "--to", "html").stdout.strip()).is_file()
