"""The file format of the IMDB reviews: one text file a review in a tar archive."""

import re
import tarfile
import zlib
from pathlib import Path, PurePosixPath

__all__ = ["read_imdb"]

# for example aclImdb/train/neg/12416_3.txt: number 12416, three stars of ten
_REVIEW = re.compile(r"aclImdb/(train|test)/(neg|pos)/(\d+)_\d+\.txt")


def read_imdb(path: Path) -> dict[str, tuple[list[str], list[int]]]:
    """Texts and classes of the parts "train" and "test" of ``aclImdb_v1.tar.gz``.

    Nothing is unpacked to disk. A class is 0 for negative, 1 for positive. Within a part the reviews are in
    the order of their class and number, whatever their order in the archive.

    Raises
    ------
    ValueError
        If the archive is not that: broken, without reviews in a folder, with a name that leads out of it.
    """
    found = {}
    try:
        with tarfile.open(path, "r|gz") as archive:  # one pass, front to back
            for member in archive:
                _refuse_unsafe(member)
                review = _REVIEW.fullmatch(member.name)
                if review and member.isfile():
                    part, label, number = review.groups()
                    text = archive.extractfile(member).read().decode("utf-8")
                    found[part, label == "pos", int(number)] = text
    except (tarfile.TarError, zlib.error, EOFError, OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} cannot be read: {error}") from error
    keys = {part: sorted(key for key in found if key[0] == part) for part in ("train", "test")}
    for part, reviews in keys.items():
        if {positive for _, positive, _ in reviews} != {False, True}:
            raise ValueError(f"{path.name} should hold reviews in aclImdb/{part}/neg and aclImdb/{part}/pos")
    return {
        part: ([found[key] for key in reviews], [int(positive) for _, positive, _ in reviews])
        for part, reviews in keys.items()
    }


def _refuse_unsafe(member):
    # we write nothing, so this could do no harm; an archive that tries is still not the one we know
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts or not (member.isfile() or member.isdir()):
        raise ValueError(f"the archive holds {member.name!r}, which is no plain file inside it")
