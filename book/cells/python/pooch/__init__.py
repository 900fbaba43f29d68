"""Nothing is downloaded in a page: it asks nobody but the host of the book."""


def os_cache(project):
    """The first that a download asks for. The course's loaders take their stand-in, and say so."""
    from course_lib.datasets.download import DownloadError

    advice = "In Colab, or on your own computer, this notebook downloads them."
    raise DownloadError("Published sets are not downloaded in this page", advice)
