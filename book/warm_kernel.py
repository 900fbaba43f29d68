"""Kernels that begin with the libraries in memory: forked from a process that has only imported them.

Ninety notebooks would otherwise import NumPy, Matplotlib and PyTorch ninety times, two seconds each. Every
kernel is a process of its own all the same, and prints what one that was started anew prints.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import json
import os
import signal
import subprocess
import sys

from jupyter_client.provisioning import local_provisioner

# not Matplotlib's pyplot: while it is imported it looks for the kernel, and there is none yet
LIBRARIES = (
    "anywidget",
    "ipykernel.kernelapp",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "torch",
)
LAUNCHER = "ipykernel_launcher"


def use() -> None:
    """From now on this process forks its kernels, on Linux: elsewhere libraries do not survive a fork."""
    if sys.platform == "linux":
        local_provisioner.launch_kernel = Kernel


class Kernel:
    """As much of ``subprocess.Popen`` as jupyter_client asks for, of a process that is another's child."""

    stdin = stdout = stderr = None

    def __init__(self, cmd: list[str], *, env: dict[str, str], cwd: str | None = None, **_streams: object):
        arguments = cmd[cmd.index(LAUNCHER) + 1 :]
        process, request = parent(), [arguments, env, cwd or os.getcwd()]
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        number = process.stdout.readline()
        if not number:
            raise RuntimeError("the process that forks kernels did not start, or has ended; see above")
        self.pid = int(number)

    def poll(self) -> int | None:
        """None while it lives; nobody keeps what it returned."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """It has ended when this is asked."""
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@functools.cache
def parent(program: str = __file__) -> subprocess.Popen:
    """It ends with this process, whose end closes its input."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    inline = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}  # as a kernel sets it at first
    return subprocess.Popen([sys.executable, "-P", program], **pipes, env=inline | os.environ)


def main() -> None:
    """Import, then fork a kernel for each line that comes; it says its number."""
    for name in LIBRARIES:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever runs the notebooks hears it, and ends us
    for line in sys.stdin:
        if not os.fork():
            _become_kernel(*json.loads(line))


def _become_kernel(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()  # before it says its number: signals go to its group
    print(os.getpid(), flush=True)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.environ.update(environment)
    os.chdir(folder)
    ends_with = f"--IPKernelApp.parent_handle={os.getppid()}"
    sys.argv = [LAUNCHER, *arguments, ends_with]
    importlib.import_module("ipykernel.kernelapp").launch_new_instance()
    sys.exit()


if __name__ == "__main__":
    main()
