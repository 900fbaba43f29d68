"""Reference implementations and explorables for the course *From Loss to Attention*.

Import a topic, not the package: ``from course_lib.losses import cross_entropy``.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("course-lib")
except PackageNotFoundError:  # a clone that was not installed
    __version__ = "0+unknown"
