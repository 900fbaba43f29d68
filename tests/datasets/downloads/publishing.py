"""One published file, and what lies of it in the cache."""

import hashlib

import numpy as np

from course_lib.datasets.download import cache_folder
from course_lib.datasets.published import PublishedFile, PublishedSet

CONTENT = np.random.default_rng(0).bytes(300_000)


def publish(*urls, content=CONTENT, name="good.bin"):
    file = PublishedFile(name, len(content), hashlib.sha256(content).hexdigest(), urls)
    return PublishedSet("Bytes", "bytes", (file,), "nobody 2024; CC0")


def good(server, *more):
    return publish(server.url("good.bin"), *more)


def files_in(published):
    return sorted(path.name for path in cache_folder(published).iterdir() if path.name != ".lock")
