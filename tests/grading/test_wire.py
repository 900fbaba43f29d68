"""What crosses comes out as it went in; whatever else comes is refused, and nothing but refused."""

import json

import hypothesis.extra.numpy as some
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.grade.stubs import raised
from grading.grade.texts import TEXT, clean, told
from grading.sandbox.inside.wire import LENGTHS, Broken, frame, pack, reader, receive, unpack

LIMIT = 2**16
QUICK = settings(max_examples=100, deadline=None)
NUMBERS = st.one_of(
    *(
        some.integer_dtypes(endianness="<"),
        some.unsigned_integer_dtypes(endianness="<"),
        some.boolean_dtypes(),
    ),
    *(
        some.floating_dtypes(endianness="<", sizes=(16, 32, 64)),
        some.complex_number_dtypes(endianness="<", sizes=(64, 128)),
    ),
    some.unicode_string_dtypes(endianness="<"),
)
ARRAYS = some.arrays(NUMBERS, some.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4))
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**1000), 2**1000)
    | st.floats()
    | st.text()
    | st.complex_numbers()
)
VALUES = st.recursive(
    PLAIN | ARRAYS, lambda inner: st.lists(inner) | st.lists(inner).map(tuple), max_leaves=12
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("atcsgid") | st.text(), inner),
    max_leaves=20,
)


def from_bytes(data):
    """``read`` over bytes; it ends where they end."""
    left = memoryview(data)

    def fill(view):
        nonlocal left
        size = min(len(view), len(left))
        view[:size], left = left[:size], left[size:]
        return size

    return reader(fill)


def same(one, two):
    if isinstance(one, list | tuple):
        return type(one) is type(two) and len(one) == len(two) and all(map(same, one, two))
    if isinstance(one, np.ndarray | np.generic):
        alike = type(one) is type(two) and one.dtype == two.dtype and one.shape == two.shape
        return alike and np.asarray(one).tobytes() == np.asarray(two).tobytes()
    return type(one) is type(two) and repr(one) == repr(two)


@QUICK
@given(VALUES)
def test_values_come_out_as_they_went_in(value):
    blob = bytearray()
    head, out = receive(from_bytes(frame({"value": pack(value, blob)}, blob)), 2**24)
    assert same(unpack(head["value"], out), value)


def test_the_order_in_memory_is_kept():
    blob, value = bytearray(), np.asfortranarray(np.arange(6.0).reshape(2, 3))
    came = unpack(pack(value, blob), blob)
    assert came.flags.f_contiguous
    assert same(came, value)


def test_what_both_sides_have_crosses_as_a_number():
    blob, value = bytearray(), np.arange(1000.0)
    assert pack([value], blob, {id(value): 0}) == [{"g": 0}]
    assert not blob
    assert unpack({"g": 0}, blob, [value]) is value


NOTHING_TO_SEND = {
    "a set": {1},
    "a dict": {},
    "an object": object(),
    "a function": len,
    "an array of objects": np.array([{}]),
    "a record": np.zeros(2, "i4,i4"),
    "dates": np.zeros(2, "M8[s]"),
    "bytes of NumPy": np.bytes_(b"x"),
    "a huge integer": 10**400,
    "bytes": b"x",
    "a masked array": np.ma.masked_all(2),
    "a matrix": np.ones((1, 1)).view(np.matrix),
    "a list of one's own": type("L", (list,), {})(),
}
if np.dtype(np.longdouble).itemsize > 8:
    NOTHING_TO_SEND["a long double"] = np.zeros(2, np.longdouble)


@pytest.mark.parametrize("name", NOTHING_TO_SEND)
def test_nothing_else_crosses(name):
    with pytest.raises(TypeError):
        pack(NOTHING_TO_SEND[name], bytearray())


@QUICK
@given(JSON, st.binary(max_size=64))
def test_any_json_is_a_value_or_refused(node, blob):
    try:
        value = unpack(node, bytearray(blob))
    except Broken:
        return
    assert same(value, unpack(json.loads(json.dumps(node)), bytearray(blob)))


@QUICK
@given(
    st.sampled_from(["<f8", "|b1", "<U3", "|O", "<i8,<i8", "<f8\n", "(2,)<f8", "<U0", "<U999999", ""])
    | st.text(max_size=5),
    st.lists(st.integers(-2, 2**63) | st.sampled_from([0, 1, 2, 3]), max_size=40),
    st.integers(-8, 2**64) | st.sampled_from([0, 8, 64]),
    st.binary(max_size=64),
)
def test_an_array_stays_within_its_bytes(dtype, shape, offset, blob):
    try:
        value = unpack({"a": [dtype, shape, offset, "C"]}, bytearray(blob))
    except Broken:
        return
    assert value.dtype.kind in "biufcU"
    assert value.nbytes <= len(blob)


@QUICK
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_a_frame_or_refused(data, honest_lengths):
    if honest_lengths:
        data = LENGTHS.pack(len(data), 0) + data
    try:
        head, _ = receive(from_bytes(data), LIMIT)
    except (Broken, EOFError):
        return
    assert isinstance(head, dict)


@QUICK
@given(VALUES, st.integers(0, 10**6), st.integers(0, 255))
def test_one_changed_byte_is_a_value_or_refused(value, place, byte):
    blob = bytearray()
    data = bytearray(frame({"id": 1, "value": pack(value, blob)}, blob))
    data[place % len(data)] = byte
    try:
        head, out = receive(from_bytes(data), LIMIT)
        unpack(head.get("value"), out)
    except (Broken, EOFError):
        pass


def test_a_frame_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(Broken, match="4294967295"):
        receive(from_bytes(LENGTHS.pack(2**32 - 1, 0)), LIMIT)


@QUICK
@given(
    st.dictionaries(st.sampled_from(["error", "id"]), JSON | st.tuples(st.text(), st.text(), st.integers()))
)
def test_any_error_is_told_in_words(answer):
    answer = json.loads(json.dumps(answer))
    if (error := told(answer)) is not None:
        kind, text, line = error
        assert len(kind) + len(text) <= TEXT + 100
        assert isinstance(raised(kind, text, line), Exception)


@QUICK
@given(st.text(st.characters()))
def test_texts_can_be_written_to_any_file(text):
    assert clean(text + " at 0x7f00dead").encode()
    assert "7f00dead" not in clean("at 0x7f00dead")
