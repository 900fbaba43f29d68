"""Which lessons have run in the emulated Colab, and in which state: ``tests/colab/held.json``, committed.

    python tools/colab_record.py    store what has passed on this machine (``make colab`` does)

The book runs every notebook in CI. Its second run, with Colab's packages, is only needed for what is not in
the state of the record. One lesson a chapter and all exercises run there each time.
"""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path

from notebooks import ROOT

sys.path.append(str(ROOT / "book"))

import fingerprint

RECORD = ROOT / "tests/colab/held.json"
EMULATION = [*(ROOT / "ci/colab").rglob("*.*"), ROOT / "tests/support/colab_notebook.py"]
LESSONS = sorted(path for path in (ROOT / "chapters").rglob("*.ipynb") if path.parent.name[0] != ".")


@functools.cache
def emulation() -> str:
    """All that makes the emulation, as one text."""
    return "\0".join(path.read_text() for path in sorted(EMULATION) if path.suffix != ".pyc")


def state(source: str = "") -> tuple[str, ...]:
    """What `fingerprint` adds for a run in Colab; ``source``: the notebook, where it is made from another."""
    return emulation(), source


def has_held(path: Path, version: str) -> bool:
    """Whether the lesson is as it was when it last ran there, on its author's machine."""
    known = json.loads(RECORD.read_text(encoding="utf-8"))
    now = fingerprint.fingerprint(path, *state(), exact=False)
    return known.get(f"{path.relative_to(ROOT).as_posix()} {version}") == now[:16]


def store(version: str) -> int:
    """Add to the record what has passed here as it is, and drop what has changed since; how many are left."""
    known = json.loads(RECORD.read_text(encoding="utf-8"))
    held = {}
    for path in LESSONS:
        name = f"{path.relative_to(ROOT).as_posix()} {version}"
        exact, now = (fingerprint.fingerprint(path, *state(), exact=exact) for exact in (True, False))
        if known.get(name) == now[:16] or fingerprint.stamped(f"colab-{version}", path) == exact:
            held[name] = now[:16]
    RECORD.write_text(json.dumps(held, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    return len(held)


if __name__ == "__main__":
    this = "{}.{}".format(*sys.version_info)
    print(f"{store(this)} of {len(LESSONS)} lessons have run in the emulated Colab as they are")
