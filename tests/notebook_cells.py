"""Cells and a notebook written by hand, in which a test plants its fault."""

import clean_notebooks


def markdown(source, id="text"):
    return {"id": id, "cell_type": "markdown", "metadata": {}, "source": source}


def code(source, id="code", **metadata):
    return {
        "id": id,
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


GOOD = {
    "cells": [markdown("# Title", "title")],
    "metadata": clean_notebooks.METADATA,
    "nbformat": 4,
    "nbformat_minor": 5,
}
