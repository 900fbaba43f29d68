"""How long anything here waits for something to come, in one place.

It is never waited out but where something is broken, so it is generous: beside six busy processes every
second becomes half a minute. ``COURSE_PATIENCE`` (seconds) shortens it for whoever is looking for a fault.
"""

import os

SECONDS = float(os.environ.get("COURSE_PATIENCE", 300))
CELL_SECONDS = 4 * SECONDS  # a cell of a notebook computes for half a minute by itself
