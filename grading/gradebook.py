"""The course folder that nbgrader's own users need: source, release, and a gradebook that knows the cells.

Without the gradebook ``nbgrader autograde`` stops with *No assignment with ID '01_losses' exists*.
"""

from __future__ import annotations

import shutil
from pathlib import Path


def write(source: Path, copy: Path, course: Path) -> Path:
    """Let nbgrader read a source notebook into ``course``; what it releases gives way to our own copy.

    Returns the gradebook's path. Marks that are in it stay.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    assignment = source.parent.name
    here = course / "source" / assignment
    here.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, here / source.name)
    config = Config(GenerateAssignment={"create_assignment": True, "force": True})
    folder = CourseDirectory(root=str(course.resolve()), assignment_id=assignment)
    GenerateAssignment(coursedir=folder, config=config).start()
    shutil.copyfile(copy, course / "release" / assignment / source.name)
    return course / "gradebook.db"
