"""How a clone shuts itself in: namespaces of its own, an empty scratch folder, limits, no rights, a filter.

Linux alone. The order matters: each step takes away what the next one does not need any more.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource

import seccomp

# linux/sched.h, linux/prctl.h, linux/mount.h
NEW_NS, NEW_UTS, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = (1 << n for n in (17, 26, 27, 28, 29, 30))
SPACES = NEW_NS | NEW_UTS | NEW_IPC | NEW_USER | NEW_PID | NEW_NET
SIGCHLD = 17
SET_DUMPABLE, SET_NO_NEW_PRIVS, CAPBSET_DROP = 4, 38, 24
NOSUID_NODEV_NOEXEC, RDONLY = 2 | 4 | 8, 1
REC_PRIVATE = 1 << 14 | 1 << 18
CAPABILITY_VERSION_3 = 0x20080522
CLONE = {"x86_64": 56, "aarch64": 220}
FILES = 64
MAPPED = 2**29  # bytes, where there is no /proc
STDERR, CHANNEL = 2, 3

libc = ctypes.PyDLL(None, use_errno=True)  # PyDLL keeps the interpreter's lock, as fork does


def check(result: int) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


class Enclosure:
    """Makes a student's process of the parent.

    With the mode ``clone`` it gets namespaces of its own; with ``fork`` none, as the parent has a bubblewrap
    for this one submission; with ``trust`` it gets neither these nor a filter.
    """

    def __init__(self, setup: dict):
        self.mode, self.limits = setup["mode"], setup["limits"]
        self.uid, self.gid = os.getuid(), os.getgid()
        self.mapped = MAPPED  # what the parent has mapped is not the student's
        with contextlib.suppress(FileNotFoundError), open("/proc/self/statm") as file:
            self.mapped = int(file.read().split()[0]) * resource.getpagesize()
        self.filter = None if self.mode == "trust" else seccomp.Filter()
        if self.filter:
            check(libc.prctl(SET_DUMPABLE, 0, 0, 0, 0))

    def clone(self, run) -> int:
        """Run a function in a clone that ends with it; returns the clone's process id.

        Raises
        ------
        OSError
            If the system refuses namespaces inside namespaces.
        """
        if self.mode != "clone":
            pid = os.fork()
        else:
            ctypes.pythonapi.PyOS_BeforeFork()
            pid = libc.syscall(CLONE[os.uname().machine], SPACES | SIGCHLD, 0, 0, 0, 0)
            if pid:
                ctypes.pythonapi.PyOS_AfterFork_Parent()
            else:
                ctypes.pythonapi.PyOS_AfterFork_Child()
        if pid == 0:
            try:
                run()
            finally:
                os._exit(0)
        return check(pid)

    def enter(self, channel: int, cpu: float) -> int:
        """Everything but the filter; returns the number of the channel's descriptor."""
        if self.mode == "clone":
            self._be_nobody()
            self._see_nothing()
        nothing = os.open(os.devnull, os.O_RDWR)
        for fd in range(STDERR + 1):
            os.dup2(nothing, fd)
        os.dup2(channel, CHANNEL)
        os.closerange(CHANNEL + 1, 1024)
        if self.filter:
            os.chdir("/tmp")
        self._use_little(cpu)
        return CHANNEL

    def _be_nobody(self):
        check(libc.prctl(SET_DUMPABLE, 1, 0, 0, 0))  # for the maps; the parent stays closed
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{self.uid} {self.uid} 1"),
            ("gid_map", f"{self.gid} {self.gid} 1"),
        ):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)

    def _see_nothing(self):
        def mount(place, flags, options):
            arguments = (b"tmpfs", place, b"tmpfs", ctypes.c_ulong(flags), options)
            check(libc.mount(*arguments))

        check(libc.mount(b"none", b"/", None, ctypes.c_ulong(REC_PRIVATE), None))
        size = b"size=%dk,nr_inodes=4096,mode=0700" % int(self.limits["scratch"] / 1024)
        mount(b"/tmp", NOSUID_NODEV_NOEXEC, size)
        mount(b"/proc", NOSUID_NODEV_NOEXEC | RDONLY, b"size=4k,mode=0500")

    def _use_little(self, cpu):
        limits = {
            resource.RLIMIT_CPU: max(1, int(cpu + 1)),
            resource.RLIMIT_AS: int(self.limits["memory"]) + self.mapped,
            resource.RLIMIT_FSIZE: int(self.limits["scratch"]),
            resource.RLIMIT_NOFILE: FILES,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_MEMLOCK: 0,
        }
        if self.filter:
            limits[resource.RLIMIT_NPROC] = int(self.limits["threads"])
        for kind, value in limits.items():
            resource.setrlimit(kind, (value, value))

    def seal(self) -> None:
        """Give up every right, then let the filter fall."""
        if not self.filter:
            return
        for capability in range(64):
            libc.prctl(CAPBSET_DROP, capability, 0, 0, 0)
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        check(libc.capset(header, (ctypes.c_uint32 * 6)()))
        check(libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        self.filter.install(libc)
