"""The limits of the grader, all from one file: ``limits.toml`` beside this module."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

SANDBOXES = ("bubblewrap", "bubblewrap each", "trust")
FILE = Path(__file__).with_name("limits.toml")


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds of CPU time, megabytes, counts; see ``limits.toml``."""

    call_seconds: float
    call_result: float
    cell_seconds: float
    submission_seconds: float
    submission_memory: float
    submission_scratch: float
    submission_output: float
    submission_notebook: float
    submission_threads: int
    test_seconds: float
    test_memory: float
    grader_patience: float
    grader_sandbox: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    @classmethod
    def read(cls, path: Path = FILE) -> Limits:
        """The limits in a file.

        Raises
        ------
        ValueError
            If a limit is missing, unknown or not above 0.
        """
        tables = tomllib.loads(Path(path).read_text())
        flat = {f"{table}_{name}": value for table, some in tables.items() for name, value in some.items()}
        wrong = flat.keys() ^ cls.__dataclass_fields__.keys()
        wrong |= {name for name, value in flat.items() if not isinstance(value, str) and not value > 0}
        if wrong:
            raise ValueError(f"{path}: missing, unknown or not above 0: {', '.join(sorted(wrong))}")
        if flat["grader_sandbox"] not in SANDBOXES:
            raise ValueError(f"{path}: sandbox is {flat['grader_sandbox']!r}, and none of {SANDBOXES}")
        return cls(**flat)
