"""``hypothesis._native`` in Python: the real one is compiled, and not for a page.

Meaning and names are those of Hypothesis's ``internal/floats.py`` from before it was compiled.
"""

import math
import struct
import sys
import types

FORMATS = {16: ("!h", "!H", "!e"), 32: ("!i", "!I", "!f"), 64: ("!q", "!Q", "!d")}


def _as(value, before, after):
    return struct.unpack(after, struct.pack(before, value))[0]


def width_smallest_normals(width):
    return 2.0 ** -(2 ** ({16: 5, 32: 8, 64: 11}[width] - 1) - 2)


def float_of(x, width):
    return _as(float(x), *(FORMATS[width][2],) * 2)


def is_negative(x):
    return math.copysign(1.0, x) < 0


def float_to_int(value, width=64):
    return _as(value, FORMATS[width][2], FORMATS[width][1])


def int_to_float(value, width=64):
    return _as(value, FORMATS[width][1], FORMATS[width][2])


def count_between_floats(x, y, width=64):
    if is_negative(x) and not is_negative(y):
        return count_between_floats(x, -0.0, width) + count_between_floats(0.0, y, width)
    return abs(float_to_int(x, width) - float_to_int(y, width)) + 1


def next_up(value, width=64):
    if math.isnan(value) or value == math.inf:
        return value
    if value == 0.0 and is_negative(value):
        return 0.0
    signed, _, real = FORMATS[width]
    bits = _as(value, real, signed)
    return _as(bits + (1 if bits >= 0 else -1), signed, real)


def next_down(value, width=64):
    return -next_up(-value, width)


def next_down_normal(value, width, *, allow_subnormal):
    value, least = next_down(value, width), width_smallest_normals(width)
    if not allow_subnormal and 0 < abs(value) < least:
        return 0.0 if value > 0 else -least
    return value


def next_up_normal(value, width, *, allow_subnormal):
    return -next_down_normal(-value, width, allow_subnormal=allow_subnormal)


def cathetus(hypotenuse, side):
    """The other side of a right triangle."""
    if not abs(side) <= abs(hypotenuse):
        return math.nan
    return math.sqrt(abs(hypotenuse) - abs(side)) * math.sqrt(abs(hypotenuse) + abs(side))


def install(version):
    """Put it where ``import hypothesis`` finds it."""
    name = "hypothesis._native"
    root, internal = types.ModuleType(name), types.ModuleType(f"{name}.internal")
    root.__version__, root.internal, root.__path__ = version, internal, []
    parts = {"floats": sys.modules[__name__], "cathetus": sys.modules[__name__]}
    sys.modules |= {name: root, internal.__name__: internal}
    sys.modules |= {f"{internal.__name__}.{part}": module for part, module in parts.items()}
