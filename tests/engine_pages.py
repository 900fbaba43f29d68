"""Which pages Firefox opens, and which WebKit: both what holds an explorable, the others in turn."""

from collections import Counter
from functools import cache

from site_hands import saved_models
from site_pages import ALL
from widgets.registry import CLASSES


def expected(name: str) -> dict[str, str]:
    """Model → explorable of the registry, for each that the built page carries."""
    kinds = {key: state.get("_poster", "").rpartition("/")[2] for key, state in saved_models(name).items()}
    return {key: kind for key, kind in kinds.items() if kind in CLASSES}


def layout(name: str) -> str:
    """Pages of one layout look alike, but for their explorables."""
    chapter = name.startswith("chapters/") and name.count("/") == 2
    kind = name.partition("/")[0] if name.startswith("exercises/") or chapter else name
    return f"{kind}, deeper" if name.endswith("_deeper") else kind


@cache
def shares(engines: int) -> list[list[str]]:
    """The pages of each engine: all open what holds an explorable and the first page of a layout.

    The next ones go from one engine to another. Explorables of one kind do not look alike: the controls of a
    graph are its nodes, and those of a sentence its words.
    """
    seen, found = Counter(), [[] for _ in range(engines)]
    for name in ALL:
        turn = seen[layout(name)]
        for share in found if turn == 0 or expected(name) else [found[turn % engines]]:
            share.append(name)
        seen[layout(name)] += 1
    return found
