"""Files out of a ``.tar.gz`` archive, without unpacking it."""

import gzip
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

__all__ = ["files_in"]


def files_in(path: Path, wanted: Callable) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files whose name ``wanted`` accepts, in one pass from front to back.

    Raises
    ------
    ValueError
        If the archive is broken or ends early, or holds a name that leads out of it, a link or a device.
    """
    try:
        with gzip.open(path) as raw, tarfile.open(fileobj=raw, mode="r|") as archive:
            for member in archive:
                _refuse_unsafe(member)
                if member.isfile() and wanted(member.name):
                    yield member.name, archive.extractfile(member).read()
            while raw.read(2**20):
                pass  # to the very end, where gzip keeps its own checksum
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise ValueError(f"{path.name} is no whole tar.gz archive: {error}") from error


def _refuse_unsafe(member):
    # we write nothing, so this could do no harm; an archive that tries is still not one we know
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts or not (member.isfile() or member.isdir()):
        raise ValueError(f"the archive holds {member.name!r}, which is no plain file inside it")
