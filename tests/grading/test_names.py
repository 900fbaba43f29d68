"""Names as people have them, and what becomes of them in a path."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from grading.course import NAME
from grading.intake.platforms import FORMATS
from grading.intake.roster import squeezed

PARTS = st.text(st.characters(exclude_characters="_/\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(name=PARTS, number=st.integers(0, 10**9), file=st.text(min_size=1, max_size=20))
def test_moodle_s_names_are_read_back(name, number, file):
    path = PurePosixPath(f"{name}_{number}_assignsubmission_file/x{file}")
    owner = FORMATS["moodle"](path, "01_losses")
    assert (owner.name, owner.number) == (name, str(number))


@given(st.text())
def test_a_squeezed_name_and_an_id_lead_nowhere(text):
    assert all(letter.isalnum() for letter in squeezed(text))
    if NAME.fullmatch(text):
        assert not set(text) & set("/\\\0\n")
        assert text not in (".", "..")
