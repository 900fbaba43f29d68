"""The file format of the IMDB reviews: one text file a review in a tar archive."""

import re
from pathlib import Path

from course_lib.datasets.archives import files_in

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
    for name, content in files_in(path, _REVIEW.fullmatch):
        part, label, number = _REVIEW.fullmatch(name).groups()
        found[part, label == "pos", int(number)] = content.decode("utf-8")
    keys = {part: sorted(key for key in found if key[0] == part) for part in ("train", "test")}
    for part, reviews in keys.items():
        if {positive for _, positive, _ in reviews} != {False, True}:
            raise ValueError(f"{path.name} should hold reviews in aclImdb/{part}/neg and aclImdb/{part}/pos")
    return {
        part: ([found[key] for key in reviews], [int(positive) for _, positive, _ in reviews])
        for part, reviews in keys.items()
    }
