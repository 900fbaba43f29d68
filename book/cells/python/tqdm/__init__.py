"""``tqdm`` without its bar: a page says itself how long a cell takes."""

from tqdm.std import tqdm

__all__ = ["tqdm"]
