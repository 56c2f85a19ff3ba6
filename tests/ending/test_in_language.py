"""How a run ended, in the language of whoever sits at the terminal."""

import pytest

from meta_objection.ending.in_language import told_in
from meta_objection.languages import languages_with, part_of
from meta_objection.outcome import HeardBy, Mode, Outcome, Sent
from meta_objection.report import Report
from tests.receipts.examples import a_receipt

LANGUAGES = languages_with("ending")
SENT = {Outcome.SUBMITTED, Outcome.UNCONFIRMED, Outcome.RECEIPT_UNSAVED, Outcome.REFUSED_AFTER_SENDING}


def ended(outcome: Outcome, **changes: object) -> Report:
    sent = Sent.YES if outcome in SENT else Sent.NO
    told = {
        "outcome": outcome,
        "exit_code": outcome.exit_code,
        "sent": sent,
        "message": "Exactly so.",
        "verified": True,
    }
    return a_receipt(**(told | {"next": "Do this.", "receipt": "/somewhere"} | changes))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_ending_there_is_has_its_sentences_in_every_language(tag: str) -> None:
    own, receipts = part_of(tag, "ending"), part_of(tag, "receipt")

    assert set(own["next"]) == set(Outcome)
    assert set(receipts["headline"]) == set(Outcome)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("outcome", Outcome)
def test_an_ending_is_told_with_what_happened_what_to_do_and_the_receipt(tag: str, outcome: Outcome) -> None:
    happened, what_to_do, *more = told_in(tag, ended(outcome))

    assert part_of(tag, "ending")["next"][outcome] in what_to_do
    assert "/somewhere" in more[-1]
    is_exact = outcome not in {Outcome.SUBMITTED, Outcome.REHEARSED}
    assert [f"{outcome}: Exactly so. Do this." in line for line in more] == [True, False][not is_exact :]
    assert not any("{" in line for line in [happened, what_to_do, *more])


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("outcome", sorted(SENT))
def test_a_replay_is_never_told_as_a_sending(tag: str, outcome: Outcome) -> None:
    happened, what_to_do, *_ = told_in(tag, ended(outcome, mode=Mode.REPLAY, verified=None))

    assert happened.startswith(part_of(tag, "ending")["replayed"].partition("{")[0])
    assert "--replay" in what_to_do


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_the_person_read_is_not_told_as_what_meta_confirmed(tag: str) -> None:
    told = told_in(tag, ended(Outcome.SUBMITTED, heard_by=HeardBy.PERSON))

    assert told[0] == part_of(tag, "ending")["heard"]


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("outcome", sorted(SENT))
def test_a_site_that_did_not_prove_to_be_metas_is_told_of(tag: str, outcome: Outcome) -> None:
    warning = part_of(tag, "receipt")["watermark"]["unverified"]

    assert warning in told_in(tag, ended(outcome, verified=False))[0]
    assert warning not in told_in(tag, ended(outcome))[0]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_run_that_met_another_does_not_say_that_it_was_sent_before(tag: str) -> None:
    own = part_of(tag, "ending")
    happened, what_to_do, *_ = told_in(tag, ended(Outcome.ALREADY_SUBMITTED, why="another-run"))

    assert happened == own["another_run"]
    assert own["another_run_next"] in what_to_do
