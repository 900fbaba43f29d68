"""Small files as platforms write them."""

import io
import json
import zipfile

NAMES = {  # format → a path of Ada's notebook
    "moodle": "Ada Lovelace_12_assignsubmission_file/losses.ipynb",
    "moodle 4.0": "Ada Lovelace_12_assignsubmission_file_/losses.ipynb",
    "moodle, flat": "Ada Lovelace_12_assignsubmission_file_losses.ipynb",
    "moodle, blind": "Participant_12_assignsubmission_file/losses.ipynb",
    "canvas": "lovelaceada_7_900_losses.ipynb",
    "canvas, late": "lovelaceada_LATE_7_900_losses-1.ipynb",
    "canvas, anonymous": "anon_7_900_losses.ipynb",
    "nbgrader": "submitted/ada/01_losses/losses.ipynb",
    "plain": "ada.ipynb",
    "plain folder": "ada/my losses (1).ipynb",
}
ROSTER = """\
student,name,email,group,moodle,canvas
ada,"Lovelace, Ada",ada@example.org,Team 1,12,7
grace,Grace Hopper,grace@example.org,Team 1,13,8
zoe,Zoë Müller,zoe@example.org,,14,9
"""


def notebook(text="x = 1"):
    """A small notebook, as bytes."""
    cell = {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()


def zipped(files, path):
    """A zip with these files: path, or a ZipInfo → bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    path.write_bytes(data.getvalue())
    return path


def folder(files, path):
    """A folder with these files."""
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path
