"""A text that every Python carries: its own language reference."""

import platform
from dataclasses import dataclass

__all__ = ["Text", "load_python_reference"]


@dataclass(frozen=True, repr=False)
class Text:
    """A text and where it came from."""

    text: str
    source: str

    def __repr__(self):
        return f"Text({len(self.text):,} characters; {self.source})"

    def __len__(self):
        return len(self.text)


def load_python_reference(topic: str | None = None) -> Text:
    """The Python language reference, about half a million characters of careful technical English.

    It ships inside CPython, as the pages behind ``help("if")``. The text differs a little between Python
    versions; `.source` names the version.

    Parameters
    ----------
    topic : str, optional
        One page alone, "if" or "lambda" for example; by default all pages in alphabetical order.

    Raises
    ------
    ValueError
        If there is no such page.

    Examples
    --------
    >>> print(load_python_reference("pass").text.splitlines()[0])
    The "pass" statement
    """
    from pydoc_data.topics import topics

    if topic is not None and topic not in topics:
        raise ValueError(f"no page {topic!r}; there are: {', '.join(sorted(topics))}")
    pages = sorted(topics) if topic is None else [topic]
    text = "\n\n".join(topics[page].strip() for page in pages) + "\n"
    return Text(text, f"pydoc_data.topics, the language reference inside Python {platform.python_version()}")
