#!/usr/bin/env python3
"""Check the whole project: style, types, layers, docstrings, tests.

``python3 tests/run.py`` needs Python 3.11 or later with pip and nothing else. It makes a virtual
environment ``.venv-test`` in the checkout, installs the project and its test tools there, sees to
a Chromium for the browser tests and a PostgreSQL for those of the register, and runs every stage::

    python3 tests/run.py                             everything
    python3 tests/run.py --only pytest -- -k walk    one stage, with words for pytest
    python3 tests/run.py --here                      in the environment that runs this file

Exits with 0 if every stage passed, 1 if one failed, 2 if it could not start.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-test"
IN_CI = os.environ.get("CI") == "true"
STAGES = ("ruff", "format", "mypy", "layers", "docstrings", "pytest")
KERNELS = ("journeys", "runs")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Run the stages that are asked for and return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is the first that an old Python meets
        print(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
        return 2
    # Our lines and those of the tools are to come in order, also into a file.
    sys.stdout.reconfigure(line_buffering=True)
    options = parse(sys.argv[1:])
    try:
        binaries = Path(sys.executable).parent if options.here else prepare_environment()
    except (OSError, subprocess.CalledProcessError) as fault:
        print(f"The environment could not be made: {fault}")
        return 2
    return run_stages(options.only or list(STAGES), binaries, options.pytest)


def parse(words: list[str]) -> argparse.Namespace:
    """Return the options; the words after ``--`` are pytest's."""
    cut = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(description="Check the whole project.")
    parser.add_argument("--only", action="append", choices=STAGES, help="a stage; may be repeated")
    parser.add_argument("--here", action="store_true", help="use the environment that runs this")
    options = parser.parse_args(words[:cut])
    options.pytest = words[cut + 1 :]
    return options


def prepare_environment() -> Path:
    """Make or refresh the virtual environment and return where its programs are."""
    began = time.perf_counter()
    binaries = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
    stamp = ENVIRONMENT / "installed"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return binaries
    print(f"Installing the project and its test tools into {ENVIRONMENT.name} ...")
    # A distribution's Python may come without ensurepip; its own pip serves as well (--python).
    venv.create(ENVIRONMENT, clear=True, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "install"]
    words = ["--quiet", "--no-input", "--editable", ".[test]"]
    subprocess.run([*pip, *words], cwd=ROOT, check=True, **QUIET_INPUT)
    stamp.write_text(wanted)
    say("environment", True, began)
    return binaries


def run_stages(names: list[str], binaries: Path, pytest_words: list[str]) -> int:
    """Run the stages, all of them even after a failure, and print a line for each."""
    environment = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
    environment["PATH"] = os.pathsep.join((str(binaries), os.environ.get("PATH", "")))
    results = []
    kernels = Kernels(environment) if "pytest" in names else None
    for name in names:
        if name == "pytest" and kernels is not None:
            results.append(kernels.hand_over(environment))
        began = time.perf_counter()
        passed = True
        for command in commands(name, pytest_words):
            done = subprocess.run(command, cwd=ROOT, env=environment, check=False, **QUIET_INPUT)
            passed = passed and done.returncode == 0
        say(name, passed, began)
        results.append(passed)
    print("Everything passed." if all(results) else "Something failed; see above.")
    return 0 if all(results) else 1


class Kernels:
    """The kernels, compiled once beside the other stages and handed to the tests.

    Each worker, and each program that a test starts, would compile them anew.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        """Begin to compile, unless these very sources were compiled before."""
        self.began = time.perf_counter()
        folder = ENVIRONMENT / "kernels"
        self.cache = folder / f"{fingerprint()}-as-warmed"
        self.processes: list[subprocess.Popen[bytes]] = []
        if not (self.cache / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            self.cache.mkdir(parents=True)
            for part in KERNELS:
                self.processes.append(
                    subprocess.Popen(
                        ["python", "-m", "tests.compile_kernels", part],
                        cwd=ROOT,
                        env=environment | {"NUMBA_CACHE_DIR": str(self.cache)},
                        **QUIET_INPUT,
                    )
                )

    def hand_over(self, environment: dict[str, str]) -> bool:
        """Wait for them, and tell the tests where they are: as warmed, and a copy to add to."""
        if any(process.poll() is None for process in self.processes):
            read_tests(environment)
        codes = [process.wait() for process in self.processes]
        passed = not any(codes)
        if passed:
            (self.cache / "done").touch()
            used = self.cache.with_name("used")
            shutil.copytree(self.cache, used, dirs_exist_ok=True)
            environment |= {"TRANSIT_WARMED": str(self.cache), "NUMBA_CACHE_DIR": str(used)}
        say("kernels", passed, self.began)
        return passed


def read_tests(environment: dict[str, str]) -> None:
    """Have pytest read all tests once and keep them compiled: each worker would compile all."""
    subprocess.run(
        ["pytest", "--collect-only", "-q"],
        cwd=ROOT,
        env=environment,
        check=False,  # Whatever cannot be read fails where tests run.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **QUIET_INPUT,
    )


def fingerprint() -> str:
    """Return what changes with the Python that runs and with any source that kernels come from."""
    found = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for source in sorted((ROOT / "transit").rglob("*.py")):
        found.update(source.read_bytes())
    return found.hexdigest()[:16]


def commands(stage: str, pytest_words: list[str]) -> list[list[str]]:
    """Return what a stage runs."""
    fixed = {
        "ruff": [["ruff", "check", "."]],
        "format": [["ruff", "format", "--check", "."]],
        "mypy": [["mypy"]],
        "layers": [["lint-imports"]],
        "docstrings": [["python", "tests/docstrings.py"]],
    }
    return fixed[stage] if stage in fixed else [pytest_command(pytest_words)]


def pytest_command(words: list[str]) -> list[str]:
    """Return pytest's command line, without the browser where there is none.

    Two workers more than there are cores: those that wait for a browser leave theirs idle.
    Groups are dealt in the order in which ``tests/conftest.py`` puts them.
    """
    workers = (os.cpu_count() or 1) + 2
    command = ["pytest", "-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    if not find_chromium() and not install_chromium():
        if not IN_CI:
            command += ["-m", "not browser"]
        print("No Chromium: the browser tests are " + ("going to fail." if IN_CI else "left out."))
    if not find_postgresql() and not install("postgresql"):
        print("No PostgreSQL: its tests are " + ("going to fail." if IN_CI else "left out."))
    return command + words


def find_postgresql() -> bool:
    """Say whether PostgreSQL's programs are on this machine; Debian keeps them out of the path."""
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def find_chromium() -> str | None:
    """Return the Chromium on this machine."""
    named = os.environ.get("TRANSIT_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM)), None)


def install_chromium() -> bool:
    """Install Chromium where that can be done without asking anybody."""
    return install("chromium") and find_chromium() is not None


def install(what: str) -> bool:
    """Run the script that installs something for the tests, and say whether it could."""
    script = ROOT / "tests" / f"install_{what}.sh"
    if not shutil.which("bash"):
        print(f"Install {what} by hand: there is no bash to run {script.name}.")
        return False
    done = subprocess.run(["bash", str(script)], cwd=ROOT, check=False, **QUIET_INPUT)
    return done.returncode == 0


def say(name: str, passed: bool, began: float) -> None:
    """Print one line about a stage."""
    seconds = time.perf_counter() - began
    print(f"== {name:<12} {'passed' if passed else 'FAILED'} in {seconds:.0f} s ==")


# A tool that waits for an answer would wait for ever.
QUIET_INPUT = {"stdin": subprocess.DEVNULL}
# The first three would lead the tools to another Python's packages. Without bytecode each of the
# hundred processes that tests start would compile the project anew.
LEFT_OUT = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")

if __name__ == "__main__":
    sys.exit(main())
