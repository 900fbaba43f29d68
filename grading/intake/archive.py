"""What lies in a zip or in a folder, read without trusting a name, a size or a link in it.

Nothing is ever unpacked to a path that an archive names: an entry's bytes are read, and where they go we say.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grading.files import Refused

MOST_BYTES = 50 * 2**20  # a file
MOST_FILES = 20_000
MOST_TOGETHER = 8 * 2**30
FOLLOW_NOTHING = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # where the system has them


class Unreadable(Exception):
    """Why a file cannot be had; the others can."""


@dataclass(frozen=True)
class Entry:
    """A file: where it lies, when it was changed if anybody knows, and how to get its bytes."""

    path: PurePosixPath
    changed: dt.datetime | None
    read: Callable[[], bytes]


def entries(place: Path) -> list[Entry]:
    """The files in a zip or below a folder, in the order of their names.

    Raises
    ------
    Refused
        If there is nothing of the kind, or an archive holds a path that leads outside, a link, a password,
        or more than any class hands in.
    """
    if place.is_dir():
        return list(_in_folder(place))
    if not place.exists():
        raise Refused(f"{place} does not exist")
    if not zipfile.is_zipfile(place):
        raise Refused(f"{place} is neither a folder nor a zip")
    return list(_in_zip(place))


def _in_folder(folder):
    for root, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(root) / name
            if not path.is_symlink():
                changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
                inside = PurePosixPath(path.relative_to(folder).as_posix())
                yield Entry(inside, changed, lambda path=path: _bytes_of(path))


def _bytes_of(path):
    # a link that took the place of the file since then is not followed, and a pipe is not waited for
    handle = os.open(path, os.O_RDONLY | FOLLOW_NOTHING)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unreadable("it is no ordinary file")
        return _limited(file)


def _in_zip(place):
    archive = zipfile.ZipFile(place)
    files = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    if len(files) > MOST_FILES or sum(info.file_size for info in files) > MOST_TOGETHER:
        raise Refused(f"{place} holds {len(files)} files, more than any class hands in: a zip bomb?")
    for info in files:
        path = PurePosixPath(info.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in path.parts[0][1:2]:
            raise Refused(
                f"{place} holds {info.filename!r}, a path that leads outside: no platform writes that"
            )
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Refused(f"{place} holds {info.filename!r}, a link: no platform writes that")
        if info.flag_bits & 1:
            raise Refused(f"{place} asks for a password: unpack it, and import the folder")
        yield Entry(path, _changed(info), lambda info=info: _unzipped(archive, info))


def _changed(info):
    try:
        return dt.datetime(*info.date_time, tzinfo=dt.UTC)
    except ValueError:
        return None


def _unzipped(archive, info):
    try:
        with archive.open(info) as file:
            return _limited(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Unreadable(f"the zip is damaged here: {error}") from error


def _limited(file):
    data = file.read(MOST_BYTES + 1)  # whatever size was promised
    if len(data) > MOST_BYTES:
        raise Unreadable(f"it is larger than {MOST_BYTES // 2**20} MB")
    return data
