"""The part of IPython that the course's cells use, for a page without IPython."""

version_info = (9, 0)  # matplotlib asks


def get_ipython():
    """None: there is no shell whose figures one could format."""
