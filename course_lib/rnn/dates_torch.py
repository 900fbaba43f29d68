r"""A translator that learns to write dates as computers like them."""

import string
from datetime import date

import numpy as np
import torch
from torch.nn import functional as F

from course_lib.rnn.beam import beam_search
from course_lib.rnn.dates import SPELLINGS, spell
from course_lib.rnn.padding import pad_sequences
from course_lib.rnn.text import Vocabulary
from course_lib.rnn.translator_torch import Translator

SIGNS = Vocabulary(string.ascii_letters + string.digits + " ,./", specials=("<pad>",))
ISO = Vocabulary(string.digits + "-", specials=("<start>", "<end>"))
START, END = ISO["<start>"], ISO["<end>"]
LENGTH = len("1998-03-04") + 1  # and the end


def read_arrays(texts: list[str]):
    """What the encoder reads: (N, S) int64, filled up with 0, and the lengths (N,)."""
    source, lengths = pad_sequences([SIGNS.encode(text) for text in texts])
    return torch.tensor(source), torch.tensor(lengths)


def write_array(days: list[date]):
    """What the decoder should write, with start and end: (N, 12) int64."""
    return torch.tensor(np.array([[START, *ISO.encode(day.isoformat()), END] for day in days]))


def learn_dates(
    days: list[date],
    seed: int,
    n_updates: int = 450,
    *,
    reverse: bool = False,
    every_step: bool = True,
    hidden_size: int = 64,
    batch_size: int = 128,
    rate: float = 0.01,
) -> Translator:
    r"""Train a translator on random days in random spellings, with teacher forcing.

    Each gradient is clipped at 1; the rate of Adam rises and falls once, by a cosine.

    Parameters
    ----------
    days : list of datetime.date, to learn from
    seed : int, draws the parameters and all batches
    n_updates, hidden_size, batch_size : int
    reverse : True reads each text from its end
    every_step : see :class:`course_lib.rnn.translator_torch.Translator`
    rate : the highest rate

    Returns
    -------
    Translator

    Examples
    --------
    >>> days = [date(1998, 3, 4), date(2003, 12, 24)]
    >>> model = learn_dates(days, seed=0, n_updates=2, hidden_size=8, batch_size=4)
    >>> len(translate(model, ["4 March 1998"]))
    1
    """
    torch.manual_seed(seed)
    rng, names = np.random.default_rng(seed), list(SPELLINGS)
    model = Translator(len(SIGNS), len(ISO), hidden_size, every_step)
    optimizer = torch.optim.Adam(model.parameters(), rate)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=n_updates, pct_start=0.15)
    for _ in range(n_updates):
        drawn = [days[k] for k in rng.integers(0, len(days), batch_size)]
        spellings = rng.integers(0, len(names), batch_size)
        texts = [spell(day, names[k]) for day, k in zip(drawn, spellings, strict=True)]
        source, lengths = read_arrays([text[::-1] if reverse else text for text in texts])
        target = write_array(drawn)
        logits = model(source, lengths, target[:, :-1])
        optimizer.zero_grad()
        F.cross_entropy(logits.flatten(0, 1), target[:, 1:].flatten()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        plan.step()
    return model


@torch.no_grad()
def translate(model: Translator, texts: list[str]) -> list[str]:
    """What the model writes if it takes the most probable sign at each step, up to its end."""
    c, state = model.encode(*read_arrays(texts)), None
    token, written = torch.full((len(texts), 1), START), []
    for _ in range(LENGTH):
        logits, state = model.decode(token, c, state)
        token = logits.argmax(dim=-1)
        written.append(token)
    return [as_text(row) for row in torch.cat(written, dim=1)]


@torch.no_grad()
def translate_by_beam(
    model: Translator, text: str, width: int, max_length: int = LENGTH
) -> list[tuple[str, float]]:
    """The translations that a beam of this width keeps, with their probabilities, the best first."""
    c = model.encode(*read_arrays([text]))

    def step(state, token):
        logits, state = model.decode(torch.tensor([[token]]), c, state)
        return logits[0, 0].double().log_softmax(dim=0), state

    kept = beam_search(step, None, START, END, width, max_length)
    return [(as_text(tokens), float(np.exp(log_prob))) for tokens, log_prob in kept]


def as_text(tokens) -> str:
    """Signs up to the end."""
    return "".join(ISO.decode(tokens)).partition("<end>")[0]
