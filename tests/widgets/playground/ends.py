"""Where runs end in the page's engine, asked of Node."""

import json
import subprocess
from pathlib import Path

from course_lib.backprop.playground.code import CODE

COMMAND = ["node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", Path(__file__).with_name("ends.mjs")]


def node_ends(states) -> list[dict]:
    """Both programs, both losses and all weights for each of these settings, and the layers where shown."""
    asked = json.dumps({"texts": CODE, "states": list(states)})
    done = subprocess.run(COMMAND, input=asked, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
