"""What `make lab` starts: the chapters, the exercises one folder up, and nothing fetched from outside.

Lab's own settings lie beside this file: overrides.json holds defaults, which a reader's own settings still
outrank; page_config.json switches off what needs the network or the instructor's gradebook.
"""

import os
from pathlib import Path

import zmq

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821 (Jupyter provides it)
c.ServerApp.root_dir = str(HERE.parents[1])
c.FileContentsManager.preferred_dir = "chapters"
c.ServerApp.allow_root = hasattr(os, "geteuid") and os.geteuid() == 0  # in a container there is no one else
c.Application.log_level = "WARN"  # what remains to be read is the address
c.ServerApp.tornado_settings = {"ws_ping_timeout": 30_000}  # Jupyter's own is longer than tornado allows
c.KernelManager.transport_encryption = "auto" if zmq.has("curve") else "disabled"
c.ServerApp.jpserver_extensions = {
    f"nbgrader.server_extensions.{name}": False
    for name in ("assignment_list", "course_list", "formgrader", "validate_assignment")
}

c.LabApp.app_settings_dir = str(HERE)
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
