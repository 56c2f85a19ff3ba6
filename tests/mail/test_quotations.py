"""A mail's own words end where somebody else's begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.mail.quotations import own_words

OWN = "We received it."
QUOTED = "Your objection has been accepted."
SHAPES = [
    "On Mon, 23 Nov 2026 at 10:15, Kim <kim@example.org> wrote:\n{quoted}",
    "Am 23.11.2026 um 10:15 schrieb Kim <kim@example.org>:\n\n> {quoted}",
    "Le lun. 23 nov. 2026 à 10:15, Kim <kim@example.org>\na écrit :\n\n> {quoted}",
    "2026年11月23日(月) 10:15 Kim <kim@example.org>:\n{quoted}",
    "> {quoted}",
    "-----Original Message-----\n{quoted}",
    "---------- Forwarded message ----------\n{quoted}",
    "-------- Weitergeleitete Nachricht --------\n{quoted}",
    "From: Kim <kim@example.org>\nSent: Monday\nTo: Meta\nSubject: objection\n\n{quoted}",
    "________________________________\nVon: Kim <kim@example.org>\nGesendet: Montag\nAn: Meta\n\n{quoted}",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_quoted_is_nobodys_of_meta(shape: str) -> None:
    assert own_words(f"{OWN}\n\n{shape.format(quoted=QUOTED)}\n") == OWN


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_is_not_quoted_stays(ending: str) -> None:
    text = ending.join(["Hello Kim,", "", "Case: 1234", "We received it.", "", "-- ", "Privacy Operations"])

    assert own_words(text) == text.replace("\r\n", "\n")


@given(st.text(), st.sampled_from(SHAPES))
def test_no_text_below_a_quotation_is_ever_read_and_none_above_is_lost(text: str, shape: str) -> None:
    marked = "Zq1 " + " ".join(text.split()).replace(":", " ")

    assert own_words(f"{marked}\n\n{shape.format(quoted='Zq2')}") == own_words(marked)
