"""As in the real one, where it chooses a bar."""

from tqdm.std import tqdm

__all__ = ["tqdm"]
