"""Other names for students, so that a table can be shown: the same in all reports of a course."""

from __future__ import annotations

import hashlib
import hmac

LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels: no words
LENGTH = 8


def pseudonym(student: str, salt: bytes) -> str:
    """Eight letters from a salted hash; who has the salt can find the student again, nobody else.

    >>> pseudonym("ada", b"salt of the course")
    'fnkgkzsv'
    """
    number = int.from_bytes(hmac.digest(salt, b"pseudonym\n" + student.encode(), hashlib.sha256))
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)
