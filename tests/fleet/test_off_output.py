"""What a C library prints does not get between the lines of a command's JSON."""

import subprocess
import sys

PRINTS = """
import ctypes
from transit.fleet.off_output import off_standard_output

print("before", flush=True)
with off_standard_output():
    ctypes.CDLL(None).puts(b"from below")
print("after")
"""


def test_what_c_prints_is_thrown_away() -> None:
    """Python's own lines stay where they were."""
    done = subprocess.run(
        [sys.executable, "-c", PRINTS], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["before", "after"]
    assert not done.stderr.strip()


def test_a_closed_output_is_no_fault() -> None:
    """A service may run without one."""
    closed = "import os; os.close(1)\n" + PRINTS.replace("print(", "str(").replace(
        ", flush=True", ""
    )
    subprocess.run([sys.executable, "-c", closed], capture_output=True, check=True)
