"""Dates in many spellings, and the network that translates them."""

import re
from datetime import date

import numpy as np
import pytest
import torch

from course_lib.rnn.dates import SPELLINGS, spell, split_dates
from course_lib.rnn.dates_torch import (
    END,
    ISO,
    LENGTH,
    SIGNS,
    START,
    learn_dates,
    read_arrays,
    translate,
    translate_by_beam,
    write_array,
)
from course_lib.rnn.translator_torch import Translator


@pytest.mark.parametrize(
    ("day", "written"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"),
                         (13, "13th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (30, "30th"), (31, "31st")]
)  # fmt: skip
def test_the_endings_of_ordinals(day, written):
    assert spell(date(2000, 1, day), "ordinal") == f"the {written} of January 2000"


def test_two_spellings_with_slashes_swap_day_and_month():
    one, other = date(1998, 3, 4), date(1998, 4, 3)
    assert spell(one, "slashes") == spell(other, "slashes, month first") == "4/3/98"


def test_an_unknown_spelling_is_told():
    with pytest.raises(ValueError, match=r"with the weekday, in words.*got 'runes'"):
        spell(date(2000, 1, 1), "runes")


def test_the_split_holds_each_day_once():
    train, test = split_dates(3, n_test=100)
    assert len(set(train) | set(test)) == len(train) + len(test) == 14_610
    assert len(test) == 100
    assert train == split_dates(3, n_test=100)[0] != split_dates(4, n_test=100)[0]


def test_no_day_left_to_learn_from_is_told():
    with pytest.raises(ValueError, match="less than all 14,610 days, got 14610"):
        split_dates(0, n_test=14_610)


def test_all_signs_are_known_and_two_digits_say_the_year():
    train, test = split_dates(0)
    for spelling in SPELLINGS:
        texts = [spell(day, spelling) for day in [*train[:300], *test[:300]]]
        assert set("".join(texts)) <= set(SIGNS.tokens)
    years = {day.year for day in train + test}
    assert len({re.sub(r"^..", "", str(year)) for year in years}) == len(years) == 40


def test_what_is_written_has_start_and_end():
    [row] = write_array([date(1998, 3, 4)])
    assert ISO.decode(row) == ["<start>", *"1998-03-04", "<end>"]
    assert len(row) == LENGTH + 1


@pytest.mark.parametrize("every_step", [True, False])
def test_padding_is_not_read(every_step):
    torch.manual_seed(0)
    model = Translator(len(SIGNS), len(ISO), 8, every_step)
    together = model.encode(*read_arrays(["4.3.98", "Wednesday, 4 March 1998"]))
    torch.testing.assert_close(together[:1], model.encode(*read_arrays(["4.3.98"])))


@pytest.mark.parametrize("every_step", [True, False])
def test_step_by_step_is_the_whole(every_step):
    torch.manual_seed(0)
    model, given = Translator(len(SIGNS), len(ISO), 8, every_step), write_array([date(1998, 3, 4)])[:, :-1]
    source, lengths = read_arrays(["4.3.98"])
    whole, c, state = model(source, lengths, given), model.encode(source, lengths), None
    for t in range(given.shape[1]):
        logits, state = model.decode(given[:, t : t + 1], c, state)
        torch.testing.assert_close(logits[:, 0], whole[:, t])


def test_it_learns_two_days_and_a_beam_of_one_is_greedy():
    days = [date(1998, 3, 4), date(2021, 12, 24)]
    model = learn_dates(days, seed=0, n_updates=60, hidden_size=16, batch_size=32, rate=0.03)
    texts = ["4 March 1998", "the 24th of December 2021"]
    assert translate(model, texts) == ["1998-03-04", "2021-12-24"]
    for text, said in zip(texts, translate(model, texts), strict=True):
        assert translate_by_beam(model, text, width=1)[0][0] == said
        chances = [p for _, p in translate_by_beam(model, text, width=3)]
        assert sum(chances) <= 1
        assert chances == sorted(chances, reverse=True)


def test_the_seed_draws_everything():
    days, options = split_dates(0)[0], {"n_updates": 2, "hidden_size": 4, "batch_size": 4}
    one, same, other = (learn_dates(days, seed, **options).head.weight for seed in (1, 1, 2))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)
    turned = learn_dates(days, 1, reverse=True, **options).head.weight
    assert not np.allclose(one.detach(), turned.detach())


def test_start_and_end_are_marks_of_their_own():
    assert len({START, END} & set(ISO.encode("0123456789-"))) == 0
