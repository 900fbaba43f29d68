"""Files out of a ``.tar.gz`` archive, without unpacking it."""

import gzip
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

__all__ = ["files_in"]


def files_in(path: Path, wanted: Callable) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files whose name ``wanted`` accepts.

    Raises
    ------
    ValueError
        If the archive is broken or ends early, or holds a name that leads out of it, a link or a device.
    """
    try:
        with gzip.open(path) as packed:
            raw = io.BytesIO(packed.read())  # tarfile goes through a file in memory several times faster
        with tarfile.open(fileobj=raw, mode="r:") as archive:
            for member in archive:
                _refuse_unsafe(member)
                if member.isfile() and wanted(member.name):
                    yield member.name, raw.getbuffer()[member.offset_data :][: member.size].tobytes()
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise ValueError(f"{path.name} is no whole tar.gz archive: {error}") from error


def _refuse_unsafe(member):
    # we write nothing, so this could do no harm; an archive that tries is still not one we know
    outside = member.name.startswith("/") or ".." in member.name.split("/")
    if outside or not (member.isfile() or member.isdir()):
        raise ValueError(f"the archive holds {member.name!r}, which is no plain file inside it")
