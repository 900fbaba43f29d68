"""The emulated Colab: its packages for each Python at hand, and a fresh runtime for each notebook.

    python tests/support/colab.py             install what is missing into .venv-colab
    python tests/support/colab.py --report    print what the last tests of it measured

Two Pythons are tried: the one that runs this, which lends the runtime its torch, and 3.13, which is
Colab's, where the machine has it. ``COLAB_PYTHONS=3.11,3.13`` makes each of those a must.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".venv-colab"
OURS = ROOT / "ci/colab"  # the pins, the stand-in for google.colab, the wall around loopback
REPORTS = ROOT / "_build/colab"
THIS = "{}.{}".format(*sys.version_info)
COLABS = "3.13"
CPU_SECONDS = 60  # what a notebook may take: reported, for a busy machine counts more than a quiet one
HAVE_WHEELS = ("3.11", "3.12", "3.13")  # of the pinned versions
WARM_UP = "import anywidget, google.colab, ipykernel, matplotlib.pyplot, sklearn.linear_model"


# the Pythons


@functools.cache
def pythons() -> dict[str, str]:
    """Version and interpreter of every Python that the emulation can use here."""
    found = {THIS: sys._base_executable} if THIS in HAVE_WHEELS else {}
    versions = sorted(Path.home().glob(f".pyenv/versions/{COLABS}*/bin/python{COLABS}"))
    for candidate in [shutil.which(f"python{COLABS}"), *map(str, versions)]:
        if candidate and _starts(candidate, COLABS):
            found.setdefault(COLABS, candidate)
    missing = set(filter(None, os.environ.get("COLAB_PYTHONS", "").split(","))) - set(found)
    if missing:
        raise RuntimeError(f"COLAB_PYTHONS asks for Python {', '.join(sorted(missing))}, which is not here")
    if not found:
        raise RuntimeError(f"Colab's packages need one of Python {', '.join(HAVE_WHEELS)}; this is {THIS}")
    return found


def _starts(python: str, version: str) -> bool:
    # pyenv puts a name into the path for Pythons that are not switched on, too
    print_version = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", print_version], capture_output=True, text=True)
    return done.stdout.strip() == version


# what Colab ships


def packages(version: str) -> Path:
    """The folder of Colab's packages, installed once; several processes may ask at the same time."""
    HOME.mkdir(exist_ok=True)
    folder, stamp = HOME / version, HOME / f"{version}.ready"
    with (HOME / f"{version}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != _digest(version):
            stamp.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            _install(version, folder)
            stamp.write_text(_digest(version))
    return folder


def _digest(version: str) -> str:
    parts = [pythons()[version], importlib.metadata.version("torch"), (OURS / "pins.txt").read_text()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _install(version: str, folder: Path) -> None:
    # the pins are complete, so nothing is left to resolve; modules are compiled when they are first used
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    wheels = ["--no-compile", "--only-binary=:all:", f"--python-version={version}", f"--target={folder}"]
    subprocess.run([*pip, *wheels, "-r", str(OURS / "pins.txt")], check=True)
    if version == THIS:
        _lend_torch(folder)
    runtime = folder / "warm-up"
    subprocess.run(
        [new_runtime(runtime, version, folder), "-c", WARM_UP], env=environment(runtime), check=True
    )
    shutil.rmtree(runtime)


def _lend_torch(folder: Path) -> None:
    """Link torch, and it alone, from this environment: 750 MB that need not be fetched and unpacked twice."""
    torch = importlib.metadata.distribution("torch")
    for name in {path.parts[0] for path in torch.files} - {"..", "__pycache__"}:
        (folder / name).symlink_to(torch.locate_file(name))


# a fresh runtime


def new_runtime(folder: Path, version: str, shipped: Path | None = None) -> str:
    """Make a runtime with all that Colab ships and nothing of ours; returns its interpreter.

    It is an empty virtual environment that looks into the shared folder of packages. What a notebook
    installs lands in the runtime alone, so each has a clean one, and many can run at the same time.
    """
    subprocess.run([pythons()[version], "-m", "venv", "--without-pip", folder], check=True)
    lines = [str(shipped or packages(version)), str(OURS), "import loopback_only"]
    (folder / f"lib/python{version}/site-packages/colab.pth").write_text("\n".join(lines) + "\n")
    python = str(folder / "bin/python")
    argv = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    argv.append("--InteractiveShellApp.extensions=google.colab")
    spec = {"argv": argv, "display_name": "Colab", "language": "python"}
    kernel = folder / "share/jupyter/kernels/colab/kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text(json.dumps(spec))
    return python


def environment(runtime: Path, wheel: str = "") -> dict[str, str]:
    """All variables that a kernel sees: an empty home, no settings of this machine, one processor core."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(runtime / "home"),
        "MPLCONFIGDIR": str(HOME / "matplotlib"),  # the list of fonts takes seconds to make
        "OMP_NUM_THREADS": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "COURSE_DEVICE": "cpu",
        **({"COURSE_LIB_SRC": wheel} if wheel else {}),
    }


# what the tests found


def write_report(name: str, **measured) -> None:
    """Store what was measured on one notebook."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"{name}.json").write_text(json.dumps(measured, indent=1) + "\n")


def report() -> str:
    """One line a notebook and Python."""
    lines = [
        f"{'notebook in the emulated Colab':42}{'Python':>8}{'CPU':>10}{'clock':>10}{'memory':>10}  cells"
    ]
    for path in sorted(REPORTS.glob("*.json")):
        r = json.loads(path.read_text())
        times = f"{r['cpu_seconds']:8.1f} s{r['seconds']:8.1f} s{r['peak_mb']:7.0f} MB"
        without = f", {len(r['without_torch'])} of them need torch" if r["without_torch"] else ""
        long = ", MORE THAN A MINUTE" if r["cpu_seconds"] > CPU_SECONDS else ""
        lines.append(f"{r['notebook']:42}{r['python']:>8}{times}  {r['cells']}{without}{long}")
    return "\n".join(lines)


if __name__ == "__main__":
    if "--report" in sys.argv:
        sys.exit(print(report()))
    with ThreadPoolExecutor() as pool:
        for version, folder in zip(pythons(), pool.map(packages, pythons()), strict=True):
            print(f"emulated Colab, Python {version}: {folder.relative_to(ROOT)}")
