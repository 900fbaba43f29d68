"""Which pages Firefox opens, and which WebKit: what looks alike is opened by one of them, in turn."""

from collections import Counter
from functools import cache

from site_hands import saved_models
from site_pages import ALL
from widgets.registry import CLASSES


def expected(name: str) -> dict[str, str]:
    """Model → explorable of the registry, for each that the built page carries."""
    kinds = {key: state.get("_poster", "").rpartition("/")[2] for key, state in saved_models(name).items()}
    return {key: kind for key, kind in kinds.items() if kind in CLASSES}


@cache
def looks(name: str) -> frozenset[str]:
    """What other pages may show as well: each kind of explorable in its mode, and the layout of the page."""
    models = saved_models(name)
    found = {f"{kind} {models[key].get('mode', '')}".strip() for key, kind in expected(name).items()}
    chapter = name.startswith("chapters/") and name.count("/") == 2
    layout = name.partition("/")[0] if name.startswith("exercises/") or chapter else name
    return frozenset(found | {f"{layout}, deeper" if name.endswith("_deeper") else layout})


def shares(engines: int) -> list[list[str]]:
    """The pages of each engine: all open the first page with a look, the next ones go from one to another."""
    seen, found = Counter(), [[] for _ in range(engines)]
    for name in ALL:
        turn = min(seen[look] for look in looks(name))
        for share in found if turn == 0 else [found[turn % engines]]:
            share.append(name)
        seen.update(looks(name))
    return found
