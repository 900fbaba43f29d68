"""What crosses between the grader and its sandbox: frames of JSON and plain arrays, nothing that can run.

A frame is two lengths, little-endian uint32, of the JSON text and of the bytes behind it; then both. In the
text, an array is ``{"a": [dtype, shape, offset, order]}`` and its numbers stand among the bytes; a scalar of
NumPy is ``{"s": [dtype, offset]}``, a tuple ``{"t": [...]}``, a complex number ``{"c": [real, imaginary]}``,
``{"l": [dtype, lengths, offset]}`` a list of lines, and ``{"g": n}`` an array that both sides have from the
beginning. Numbers, texts, lists, True, False and None are themselves.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
import struct

import numpy as np

LENGTHS = struct.Struct("<II")
DTYPE = re.compile(r"\|b1|\|[iu]1|<[iu][248]|<f[248]|<c(8|16)|<U[1-9][0-9]{0,5}")
KINDS = set("biufcU")
LETTERS = 10  # of the name of a type
DEPTH, DIMENSIONS, ALIGN = 24, 32, 16
AHEAD = 2**16  # bytes
INTEGER = 1024  # bits
MANY = 8  # arrays in a list
ENCODE = json.JSONEncoder(separators=(",", ":")).encode


class Broken(ValueError):
    """What came is no frame, or no value."""


def pack(value, blob: bytearray, shared: dict | None = None, depth: int = 0):
    """A value as JSON; its arrays go to the end of ``blob``.

    Raises
    ------
    TypeError
        For everything but arrays, numbers, texts, None, and lists and tuples of them.
    """
    kind = type(value)
    if kind is np.ndarray or isinstance(value, np.generic):
        return _pack_array(value, blob, shared)
    if value is None or kind is bool or kind is float or kind is str:
        return value
    if kind is int and value.bit_length() <= INTEGER:
        return value
    if kind is list and len(value) >= MANY and _one_line(value, shared or {}):
        line = _pack_array(np.concatenate(value), blob, None)["a"]
        return {"l": [line[0], [len(part) for part in value], line[2]]}
    if (kind is list or kind is tuple) and depth < DEPTH:
        parts = [pack(part, blob, shared, depth + 1) for part in value]
        return parts if kind is list else {"t": parts}
    if kind is complex:
        return {"c": [value.real, value.imag]}
    raise TypeError(f"{kind}")


def _one_line(value, shared) -> bool:
    """Whether all parts are arrays of one dimension and one type, and none has a number."""
    if type(value[0]) is not np.ndarray or not shared.keys().isdisjoint(map(id, value)):
        return False
    dtype = value[0].dtype
    return all(type(part) is np.ndarray and part.ndim == 1 and part.dtype == dtype for part in value)


@functools.lru_cache(maxsize=256)
def _dtype(name: str) -> np.dtype | None:
    """The type that may cross under this name."""
    return np.dtype(name) if DTYPE.fullmatch(name) else None


def _pack_array(value, blob, shared):
    if shared and id(value) in shared:
        return {"g": shared[id(value)]}
    name, scalar = value.dtype.str, isinstance(value, np.generic)
    if name[0] == ">":
        value = np.asarray(value, value.dtype.newbyteorder("<"))
        name = value.dtype.str
    if _dtype(name) is None:
        raise TypeError(f"an array of {value.dtype}")
    blob += bytes(-len(blob) % ALIGN)
    offset = len(blob)
    order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
    blob += value.tobytes(order)
    return {"s": [name, offset]} if scalar else {"a": [name, list(value.shape), offset, order]}


def unpack(node, blob, shared=(), depth: int = 0):
    """The value that was packed; arrays are views of ``blob``.

    Raises
    ------
    Broken
        If it was not packed by ``pack``.
    """
    kind = type(node)
    if node is None or kind is bool or kind is float or kind is str:
        return node
    if kind is int and node.bit_length() <= INTEGER:
        return node
    if depth > DEPTH:
        raise Broken("nested too deeply")
    if kind is list:
        return [unpack(part, blob, shared, depth + 1) for part in node]
    if kind is not dict or len(node) != 1:
        raise Broken("no value")
    ((mark, inner),) = node.items()
    if mark == "t" and type(inner) is list:
        return tuple(unpack(part, blob, shared, depth + 1) for part in inner)
    if mark == "c" and type(inner) is list and [type(part) for part in inner] == [float, float]:
        return complex(*inner)
    if mark == "g" and type(inner) is int and 0 <= inner < len(shared):
        return shared[inner]
    if mark == "s" and type(inner) is list and len(inner) == 2:
        return _view(inner[0], [], inner[1], "C", blob)[()]
    if mark == "a" and type(inner) is list and len(inner) == 4:
        return _view(*inner, blob)
    if mark == "l" and type(inner) is list and len(inner) == 3:
        return _views(*inner, blob)
    raise Broken("no value")


def _view(dtype, shape, offset, order, blob):
    dtype = _dtype(dtype) if type(dtype) is str and len(dtype) <= LETTERS else None
    sound = dtype is not None and order in ("C", "F") and type(shape) is list and len(shape) <= DIMENSIONS
    if not sound or type(offset) is not int or offset < 0:
        raise Broken("no array")
    size = dtype.itemsize
    for length in shape:
        if type(length) is not int or length < 0:
            raise Broken("no array")
        size *= length or 1
    if offset + size > 2**40:
        raise Broken("no array")
    if 0 in shape:
        return np.empty(shape, dtype, order)
    if offset + size > len(blob):
        raise Broken("an array longer than its bytes")
    array = np.ndarray(shape, dtype, blob, offset, order=order)
    if dtype.kind == "b" and (array.view("u1") > 1).any():
        raise Broken("truth values that are neither 0 nor 1")
    if dtype.kind == "U" and (array.reshape(-1).view("u4") > 0x10FFFF).any():
        raise Broken("letters that do not exist")
    return array


def _views(dtype, lengths, offset, blob):
    if type(lengths) is not list or any(type(length) is not int or length < 0 for length in lengths):
        raise Broken("no arrays")
    line = _view(dtype, [sum(lengths)], offset, "C", blob)
    ends = itertools.accumulate(lengths)
    return [line[end - length : end] for length, end in zip(lengths, ends, strict=True)]


def frame(head: dict, blob=b"") -> bytes:
    text = ENCODE(head).encode()
    return LENGTHS.pack(len(text), len(blob)) + text + blob


def receive(read, limit: int) -> tuple[dict, bytearray]:
    """The next frame; ``read(n)`` gives exactly n bytes as a bytearray, or raises EOFError."""
    text_size, blob_size = LENGTHS.unpack(read(LENGTHS.size))
    if text_size + blob_size > limit:
        raise Broken(f"a frame of {text_size + blob_size} bytes")
    text, blob = read(text_size), read(blob_size)
    try:
        head = json.loads(text.decode())
    except (ValueError, RecursionError):
        raise Broken("no JSON") from None
    if type(head) is not dict:
        raise Broken("no message")
    return head, blob


def reader(recv_into):
    """``read(n)`` for ``receive``, of a function that fills a buffer and says how far; it reads ahead."""
    ahead = memoryview(bytearray(AHEAD))
    start = end = 0

    def read(size):
        nonlocal start, end
        if start == end and 0 < size < AHEAD:
            end, start = recv_into(ahead), 0
        if size <= end - start:
            start += size
            return bytearray(ahead[start - size : start])
        buffer, have = bytearray(size), end - start
        with memoryview(buffer) as view:
            view[:have], start = ahead[start:end], end
            while have < size:
                got = recv_into(view[have:])
                if not got:
                    raise EOFError("the other side is gone")
                have += got
        return buffer

    return read
