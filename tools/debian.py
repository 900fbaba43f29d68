"""Install Debian's packages where we may: as root, or as one who needs no password to be root."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def install(*packages: str) -> None:
    """Ask apt for some packages; where there is no apt, or it may not, nothing happens."""
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and not shutil.which("sudo"):
        return
    import fcntl

    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with Path(__file__).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # `make test` asks several times at once, and apt refuses a second
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", *packages]):
            subprocess.run([*as_root, *command], check=False, env=environment, stdout=subprocess.DEVNULL)
