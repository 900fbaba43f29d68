"""Find the whole real Fashion-MNIST on this machine; with --install, fetch Debian's package of it in CI.

One test reads all 70,000 pictures, so that the readers have seen a real set and not only small files in its
format. No reader of the course needs the package: `load_fashion_mnist` downloads the set.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from debian import install

PACKAGE = "dataset-fashion-mnist"  # 30 MB, in Debian and Ubuntu
FOLDER = Path("/usr/share/datasets/fashion-mnist")


def fashion_mnist() -> Path | None:
    """The folder of its four IDX files, or None."""
    return FOLDER if FOLDER.is_dir() else None


if __name__ == "__main__":
    # CI skips nothing; on a reader's own computer nothing is installed for one test
    if fashion_mnist() is None and "--install" in sys.argv and os.environ.get("CI") == "true":
        install(PACKAGE)
    print(f"Fashion-MNIST: {fashion_mnist() or f'not here; one test is skipped (apt-get install {PACKAGE})'}")
