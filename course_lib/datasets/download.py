"""Published files into a folder of the cache: once, checked, by one process at a time."""

import errno
import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

from course_lib.datasets.published import PublishedSet
from course_lib.datasets.transfer import Resumable, TransferError

__all__ = ["DownloadError", "cache_folder", "download"]

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


class DownloadError(OSError):
    """A published set could not be brought here. ``cause`` says why in half a line."""

    def __init__(self, cause, advice):
        super().__init__(f"{cause}\n{advice}")
        self.cause = cause


def cache_folder(published: PublishedSet) -> Path:
    """Where the files of a set lie: below COURSE_DATA, by default below the user's cache folder."""
    import pooch

    root = os.environ.get("COURSE_DATA") or pooch.os_cache("from-loss-to-attention")
    return Path(root).expanduser() / published.folder


def download(published: PublishedSet) -> list[Path]:
    """The files of a set, in the order published; what is missing is downloaded.

    One line says what comes from where, and a bar of text shows how far it is. A file counts only when its
    SHA-256 is the published one. A download that broke off is continued, at the next call too.

    Returns
    -------
    list of Path

    Raises
    ------
    DownloadError
        If it is not here and cannot be had. The message tells what to do.
    """
    folder = cache_folder(published)
    advice, damaged = _by_hand(published, folder), []
    try:
        missing = _missing(published, folder)
        if missing:  # else there is no need to write: a shared folder may be read-only
            damaged = [file.name for file in missing if (folder / file.name).exists()]
            folder.mkdir(parents=True, exist_ok=True)
            with _alone(folder, published.title), _Progress(published, folder) as progress:
                for file in _missing(published, folder):  # anew: another process may have been at work
                    _retrieve(file, folder, progress)
    except TransferError as error:
        cause = f"{published.title} could not be downloaded ({error})"
        if damaged:
            cause += f"; what lies in {folder} as {', '.join(damaged)} is not the published file"
        raise DownloadError(cause, advice) from error
    except OSError as error:
        raise DownloadError(_storage_cause(error, published, folder), advice) from error
    return [folder / file.name for file in published.files]


def _retrieve(file, folder, progress):
    import pooch

    part = folder / f"{file.name}.{file.sha256[:8]}.part"
    missing = file.size - (part.stat().st_size if part.exists() else 0)
    if missing > shutil.disk_usage(folder).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    logger = pooch.get_logger()
    level = logger.level
    logger.setLevel("WARNING")  # our own line says it
    try:
        pooch.retrieve(
            file.urls[0], file.sha256, file.name, folder, downloader=Resumable(file, part, progress)
        )
    except OSError as error:
        if error.errno in _NO_ROOM:
            part.unlink(missing_ok=True)  # a full disk would stop the notebook from being saved
        raise
    finally:
        logger.setLevel(level)
    progress.done(file)


def _missing(published, folder):
    import pooch

    def here(file):
        path = folder / file.name
        return path.is_file() and pooch.file_hash(str(path)) == file.sha256

    return [file for file in published.files if not here(file)]


def _by_hand(published, folder):
    files = "\n".join(f"  {file.urls[0]}" for file in published.files)
    return (
        "Check the connection and run the cell again: what has arrived is kept and continued. Or download\n"
        f"{files}\nwith a browser and put each, under its name and not unpacked, into {folder}\n"
        "The environment variable COURSE_DATA names another folder."
    )


def _storage_cause(error, published, folder):
    if error.errno in _NO_ROOM:
        size = f"{published.size / 1e6:,.1f} MB"
        return f"{published.title} could not be stored (no room for its {size} in {folder})"
    return f"{published.title} could not be stored (cannot write to {folder}: {error.strerror or error})"


@contextmanager
def _alone(folder, title):
    """Hold the folder's lock: a second process waits, and then finds the files there.

    The system releases the lock when a process ends, however it ends.
    """
    with (folder / ".lock").open("ab") as file:
        told = False
        while not _lock(file):
            if not told:
                print(f"{title} is being downloaded by another notebook; waiting for it.")
            told = True
            time.sleep(0.1)
        yield


def _lock(file):
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # a file system without locks: go on, the checksum still guards what comes out
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


class _Progress:
    """The line that says what comes from where, and the bar below it, once a place has answered."""

    def __init__(self, published, folder):
        self.published, self.folder, self.bar = published, folder, None
        self.finished = published.size - sum(file.size for file in _missing(published, folder))

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self.bar is not None:
            self.bar.close()

    def begin(self, host):
        from tqdm.std import tqdm  # a bar of text: a widget would stand dead in the built page

        if self.bar is None:
            size = f"{self.published.size / 1e6:,.1f} MB"
            print(f"{self.published.title}: {size} from {host} into {self.folder} ({self.published.terms})")
            self.bar = tqdm(total=self.published.size, unit="B", unit_scale=True, leave=False)

    def at(self, n_bytes):
        self.bar.update(self.finished + n_bytes - self.bar.n)

    def done(self, file):
        self.finished += file.size
