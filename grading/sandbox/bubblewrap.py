"""The command line of bubblewrap, and what to do where it does not run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np

NAME = re.compile(r"[\w.-]+")
INSIDE = Path(__file__).with_name("inside")
COURSE = Path(__file__).parents[2] / "course_lib"
TOOLS = ("__init__.py", "exercise_tools.py", "exercise_libraries.py", "exercise_watch.py")
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
NOBODY = "65534"
# glibc keeps what is freed: a page that is new costs more than the numbers on it
MALLOC = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_TRIM_THRESHOLD_": "268435456",
}
APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
START = "import sys; sys.path[:0] = {paths!r}; sys.dont_write_bytecode = True; import parent; parent.main()"


class NoSandbox(RuntimeError):
    """Submissions cannot be run safely here; the message says what helps."""


def python(paths: list[str], control: int) -> list[str]:
    """The parent in a Python that reads nothing of the user's: no site-packages, no environment."""
    return [os.path.realpath(sys.executable), "-I", "-S", "-c", START.format(paths=paths), str(control)]


def environment() -> dict[str, str]:
    """What the parent sees of ours: one thread for BLAS, and sets in the same order every time."""
    one = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")} | MALLOC
    return {"PATH": "/usr/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", **one}


def packages(libraries: tuple[str, ...]) -> dict[str, str]:
    """What to bind of the installed packages: NumPy, and what an assignment allows with all that it needs.

    Raises
    ------
    NoSandbox
        If a library is not installed.
    """
    site = Path(np.__file__).parents[1]
    bound = {str(path): f"/opt/site/{path.name}" for path in (site / "numpy", *site.glob("numpy.libs"))}
    wanted, seen = list(libraries), set()
    while wanted:
        name = wanted.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            if name in libraries:
                raise NoSandbox(f"the assignment allows {name}, which is not installed here") from None
            continue
        seen.add(name)
        tops = {part.parts[0] for part in package.files or ()} - {"..", "__pycache__"}
        bound |= {str(package.locate_file(top)): f"/opt/site/{top}" for top in tops}
        needed = {NAME.match(line)[0] for line in package.requires or () if "extra ==" not in line}
        wanted += needed - seen
    return {source: place for source, place in bound.items() if os.path.exists(source)}


def ready(mode: str) -> None:
    """Look before anything is started.

    Raises
    ------
    NoSandbox
        On another system than Linux, whatever the mode; and if bubblewrap is missing and wanted.
    """
    if sys.platform != "linux":
        raise NoSandbox(
            f"The grader needs Linux, and this is {sys.platform}: what shuts a submission in is its kernel. "
            "Grade in a virtual machine or a container with Linux, or on a server."
        )
    if mode != "trust" and shutil.which("bwrap") is None:
        raise NoSandbox(
            "bubblewrap is missing. Debian, Ubuntu: apt install bubblewrap; Fedora: dnf install it"
        )


def command(control: int, libraries: tuple[str, ...], scratch: float | None = None) -> list[str]:
    """bubblewrap around the parent: an empty system with the standard library, NumPy and our few files.

    Parameters
    ----------
    scratch : float, optional
        Megabytes of ``/tmp``, and there is no ``/proc``. Without them there is one, for the maps of a clone,
        which covers both with folders of its own.

    Raises
    ------
    NoSandbox
        If bubblewrap is missing.
    """
    ready("bubblewrap")
    stdlib, base = sysconfig.get_path("stdlib"), Path(sys.base_prefix)
    bound = {place: place for place in SYSTEM if os.path.isdir(place)}
    bound[os.path.realpath(sys.executable)] = os.path.realpath(sys.executable)
    bound |= {str(library): str(library) for library in base.glob("lib*/libpython*.so*")}
    bound[stdlib] = stdlib
    options = [part for source, place in bound.items() for part in ("--ro-bind", source, place)]
    for folder in (f"{stdlib}/site-packages", f"{stdlib}/dist-packages", "/usr/lib/python3", "/usr/lib/ssl"):
        if os.path.isdir(folder):
            options += ["--tmpfs", folder]
    bound = {str(INSIDE): "/opt/grader"} | packages(libraries)
    bound |= {str(COURSE / name): f"/opt/course/course_lib/{name}" for name in TOOLS}
    options += [part for source, place in bound.items() for part in ("--ro-bind", source, place)]
    for device in ("null", "zero", "urandom"):
        options += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    scratch_folder = ["--dir", "/tmp", "--proc", "/proc"]
    if scratch is not None:
        scratch_folder = ["--size", str(int(scratch * 2**20)), "--tmpfs", "/tmp"]
    return [
        *(shutil.which("bwrap"), "--unshare-all", "--unshare-user", "--uid", NOBODY, "--gid", NOBODY),
        *("--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "grader"),
        "--as-pid-1",  # so that pid 1 is no process of bubblewrap's, but the parent, whose memory is closed
        *options,
        *scratch_folder,
        *("--remount-ro", "/", "--chdir", "/tmp", "--"),
        *python(["/opt/grader", "/opt/site"], control),
    ]


def why_not(said: str) -> str:
    """What bubblewrap's or the kernel's refusal means, and the fix."""
    if APPARMOR.exists() and APPARMOR.read_text().strip() == "1":
        return (
            f"{said}\nThis system (Ubuntu 24.04 and later) lets AppArmor refuse user namespaces. Allow them "
            "to bubblewrap alone: write /etc/apparmor.d/bwrap with\n"
            "  abi <abi/4.0>,\n  include <tunables/global>\n"
            "  profile bwrap /usr/bin/bwrap flags=(unconfined) {\n    userns,\n  }\n"
            "and run: sudo apparmor_parser -r /etc/apparmor.d/bwrap"
        )
    most = Path("/proc/sys/user/max_user_namespaces")
    if most.exists() and most.read_text().strip() == "0":
        return f"{said}\nUser namespaces are off: sudo sysctl user.max_user_namespaces=10000"
    return (
        f"{said}\nIn a container, start it so that user namespaces are allowed (docker: --security-opt "
        "seccomp=unconfined --security-opt apparmor=unconfined), or grade on a machine of your own. Code "
        "that you would run yourself can be graded with --trust-submissions."
    )


def start(control: int, libraries: tuple[str, ...], limits, mode: str) -> subprocess.Popen:
    """The parent, in bubblewrap or, if submissions are trusted, without it."""
    if mode == "trust":
        site = str(Path(np.__file__).parents[1])
        line = python([str(INSIDE), site], control)
    else:
        scratch = limits.submission_scratch if mode == "bubblewrap each" else None
        line = command(control, libraries, scratch)
    pipe = subprocess.PIPE
    return subprocess.Popen(
        line, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, env=environment(), pass_fds=[control]
    )
