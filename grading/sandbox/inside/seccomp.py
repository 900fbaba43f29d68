"""A filter of system calls: what Python and NumPy need to compute passes, everything else is refused.

Refused are, among others: new processes and programs, sockets, mounts, namespaces, ptrace and the memory of
others, keys, shared memory that no limit counts, io_uring and bpf. Threads may begin.
"""

from __future__ import annotations

import ctypes
import os
import struct

# the classic machine of linux/filter.h
LOAD, EQUAL, GREATER, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x35, 0x45, 0x06
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = 1, 38
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # in struct seccomp_data
CLONE_THREAD, X32 = 0x10000, 0x40000000
SET_SECCOMP, MODE_FILTER = 22, 2

# AUDIT_ARCH, clone, clone3, and which numbers pass: read-write files, memory, time, threads, own signals
MACHINES = {
    "x86_64": (
        0xC000003E,
        56,
        435,
        "0-28 32-40 44-48 51-52 55 60 63 72-91 95-100 102 104 107-108 110-111 115 118 120 127-128 131 "
        "137-138 140 143 145 158 186 201-202 204 213 217-219 221-224 226 228-234 257-258 262-271 273-274 "
        "280-281 284-285 290-293 295-296 302 309 316 318 324 326 332 334 436 439",
    ),
    "aarch64": (
        0xC00000B7,
        220,
        435,
        "17 19-25 29 32 34-38 43-50 52-53 56-57 59 61-73 78-80 82-83 88 93-94 96 98-103 107-108 110-111 "
        "113-115 120-121 123-124 128 131-132 134-137 139 141 148 150 153 158 160 163 165-166 168-169 172-179 "
        "204-207 209-212 214-216 222-223 226-227 232-233 261 276 278 283 285 291 293 436 439",
    ),
}


def program(machine: str) -> list[tuple[int, int, int, int]]:
    """The filter as instructions (code, jump if true, jump if false, constant).

    Raises
    ------
    OSError
        On a machine that is neither x86_64 nor aarch64.
    """
    if machine not in MACHINES:
        raise OSError(f"no filter of system calls is known for {machine}: x86_64 and aarch64 have one")
    architecture, clone, clone3, passing = MACHINES[machine]
    ranges = [[int(n) for n in part.split("-")] for part in passing.split()]
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, X32),
        (RETURN, 0, 0, KILL),
        (EQUAL, 0, 1, clone3),  # the C library asks for clone then
        (RETURN, 0, 0, ERRNO | ENOSYS),
        (EQUAL, 0, 4, clone),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (ANY_BIT, 0, 1, CLONE_THREAD),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, ERRNO | EPERM),
    ]
    left = 2 * len(ranges)
    for first, *last in ranges:
        steps.append((AT_LEAST, 0, left - 1, first))  # below: refused
        steps.append((GREATER, 0, left - 1, (last or [first])[0]))  # not above: passes
        left -= 2
    return [*steps, (RETURN, 0, 0, ERRNO | EPERM), (RETURN, 0, 0, ALLOW)]


class Filter:
    """Made before it is needed, installed at the end."""

    def __init__(self):
        steps = program(os.uname().machine)
        self.code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in steps))
        self.count = len(steps)

    def install(self, libc) -> None:
        """For this thread and all that it starts; there is no way back.

        Raises
        ------
        OSError
            If the kernel has no filters.
        """
        head = ctypes.create_string_buffer(struct.pack("@HP", self.count, ctypes.addressof(self.code)))
        if libc.prctl(SET_SECCOMP, MODE_FILTER, head, 0, 0):
            raise OSError(ctypes.get_errno(), "the kernel refuses the filter of system calls")
