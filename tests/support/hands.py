"""hands.js and moves.js as the text of one module, for a page that can load no file of the tests."""

from base64 import b64encode
from pathlib import Path

HERE = Path(__file__).parent


def _inside(name: str) -> str:
    """An address that holds the module itself."""
    return f"data:text/javascript;base64,{b64encode((HERE / name).read_bytes()).decode()}"


HANDS = (HERE / "moves.js").read_text(encoding="utf-8").replace("./hands.js", _inside("hands.js"))
