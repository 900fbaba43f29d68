"""Numbers of a question that differ from student to student, and that the grader draws again.

A source notebook names what varies, and the values it may have, in its own metadata:

    "variants": {"margin": [1.0, 0.5, 2.0], "animal": ["owls", "bats"]}

Wherever ``{{margin}}`` stands, in a text, in code, in tests or in a solution, the student's value takes its
place. Seed 0 has the first of each: what the author reads, and what everybody gets without variants.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
import hmac
import random
import re
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.files import Refused

PLACE = re.compile(r"\{\{ *(\w+) *\}\}")


def salt_in(path: Path) -> bytes:
    """The course's salt, drawn and kept for its owner alone when it is first asked for."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n")
    salt = path.read_bytes().strip()
    if len(salt) < 16:
        raise Refused(f"{path} is too short for a salt: remove it, and another is drawn")
    return salt


def seed_of(student: str, assignment: str, salt: bytes) -> int:
    """A student's seed, above 0; without the salt nobody can work out what another one was asked."""
    digest = hmac.digest(salt, f"{assignment}\n{student}".encode(), hashlib.sha256)
    return 1 + int.from_bytes(digest[:6]) % (2**31 - 1)


def varies(source: NotebookNode) -> bool:
    return bool(source.metadata.get("variants"))


@contextlib.contextmanager
def drawn(path: Path, seed: int) -> Iterator[Path]:
    """A source notebook as a student is asked: a file for a while, or itself where nothing varies."""
    source = nbformat.read(path, as_version=4)
    if not varies(source):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / path.parent.name / path.name
        asked.parent.mkdir()
        nbformat.write(draw(source, seed), asked)
        yield asked


def draw(source: NotebookNode, seed: int) -> NotebookNode:
    """The notebook as one student is asked; the original stays.

    Raises
    ------
    Refused
        If a place has no values, or a list of values has no place.
    """
    values = source.metadata.get("variants", {})
    if not values:
        return source
    drawn = copy.deepcopy(source)
    del drawn.metadata["variants"]
    dice = random.Random(seed)
    chosen = {name: some[0] if seed == 0 else dice.choice(some) for name, some in sorted(values.items())}
    used = {name for cell in source.cells for name in PLACE.findall(cell.source)}
    if used != chosen.keys():
        raise Refused(
            f"variants without a value or without a place: {', '.join(sorted(used ^ chosen.keys()))}"
        )
    for cell in drawn.cells:
        cell.source = PLACE.sub(lambda found: str(chosen[found[1]]), cell.source)
    return drawn
