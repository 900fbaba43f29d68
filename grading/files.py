"""Files written whole or not at all, tables read as spreadsheets write them, and what stops a command."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HARMLESS = re.compile(r"[+-]?\d+([.,]\d+)?\s*%?|-*")  # a number, or the dash of an empty cell


class Refused(Exception):
    """Why a command stops before it has done anything, and what to do about it."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the place and rename: whoever reads sees the old bytes or the new ones, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def as_json(value: Any) -> bytes:
    """The same bytes for the same value."""
    text = json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8", "backslashreplace")  # a lone surrogate is no UTF-8


def defused(cell: Any) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays a number.

    >>> defused("=HYPERLINK(1)"), defused("-1.5"), defused("Ada")
    ("'=HYPERLINK(1)", '-1.5', 'Ada')
    """
    text = str(cell)
    harmless = HARMLESS.fullmatch(text) or not text.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
    return text if harmless and not text.startswith(("\t", "\r", "\n")) else "'" + text


@dataclass
class Table:
    """A table of a spreadsheet: its rows as they stand, and how it was written."""

    rows: list[list[str]]
    delimiter: str = ","
    bom: bool = False

    def to_bytes(self) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerows([map(defused, row) for row in self.rows])
        return text.getvalue().encode("utf-8-sig" if self.bom else "utf-8")


def read_table(path: Path) -> Table:
    """Read a CSV with or without a byte order mark, separated by commas, semicolons or tabs."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise Refused(f"{path} does not exist") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8: save it as 'CSV UTF-8'") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    if not rows:
        raise Refused(f"{path} is empty")
    return Table(rows, delimiter, data.startswith(b"\xef\xbb\xbf"))


def read_records(path: Path, needed: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a CSV by their headings, stripped; headings are compared in lower case."""
    table = read_table(path)
    headings = [heading.strip().casefold() for heading in table.rows[0]]
    missing = [name for name in needed if name not in headings]
    if missing:
        raise Refused(f"{path} has no column {' or '.join(missing)}: {', '.join(headings)}")
    short = [row + [""] * (len(headings) - len(row)) for row in table.rows[1:]]
    return [dict(zip(headings, map(str.strip, row), strict=False)) for row in short]


def write_records(path: Path, headings: Iterable[str], records: Iterable[Mapping[str, Any]]) -> None:
    """Write a CSV that Excel reads as UTF-8, formulas defused."""
    headings = list(headings)
    rows = [headings, *([record.get(name, "") for name in headings] for record in records)]
    write_whole(path, Table(rows, bom=True).to_bytes())
