from datetime import UTC, datetime

import pytest

from meta_objection.locales import known_tags
from meta_objection.outcome import FoundBy, HeardBy, MailEvidence, Mode, Outcome, PageEvidence, Sent, ServerEvidence
from meta_objection.receipts import wording
from meta_objection.receipts.deadlines import deadline_of
from meta_objection.receipts.render import render
from meta_objection.receipts.texts import known_languages, texts_in
from meta_objection.receipts.wording import Standing
from meta_objection.report import Evidence
from tests.receipts.examples import a_receipt

NOTHING_SENT = [outcome for outcome in Outcome if outcome.exit_code in (*range(1, 20), 130)]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("request_type", ["object", "delete"])
def test_every_ending_has_its_sentence(outcome: Outcome, request_type: str) -> None:
    receipt = a_receipt(outcome=outcome, request=request_type)

    assert wording.headline(receipt).endswith(".")
    assert "{" not in wording.headline(receipt) + wording.proves(receipt)


@pytest.mark.parametrize("outcome", NOTHING_SENT)
def test_an_ending_that_sent_nothing_says_so(outcome: Outcome) -> None:
    assert "Nothing was" in wording.headline(a_receipt(outcome=outcome, sent=Sent.NO))


def test_a_request_that_is_no_objection_is_not_called_one() -> None:
    assert "objection" not in wording.headline(a_receipt(request="delete"))
    assert "objection" in wording.headline(a_receipt(request="object"))


@pytest.mark.parametrize(
    ("outcome", "sent", "standing"),
    [
        (Outcome.SUBMITTED, Sent.YES, Standing.FILED),
        (Outcome.REHEARSED, Sent.NO, Standing.REHEARSAL),
        (Outcome.REFUSED_AFTER_SENDING, Sent.YES, Standing.REFUSED),
        (Outcome.CODE_NEEDED, Sent.HALF, Standing.HALF),
        (Outcome.UNCONFIRMED, Sent.PERHAPS, Standing.UNCERTAIN),
        (Outcome.RECEIPT_UNSAVED, Sent.YES, Standing.UNCERTAIN),
        (Outcome.FORM_CHANGED, Sent.NO, Standing.NOT_FILED),
    ],
)
def test_a_live_receipt_is_worth_what_its_ending_says(outcome: Outcome, sent: Sent, standing: Standing) -> None:
    assert wording.standing(a_receipt(outcome=outcome, sent=sent)) is standing


@pytest.mark.parametrize("outcome", Outcome)
def test_only_a_live_confirmed_sending_counts_as_filed(outcome: Outcome) -> None:
    for sent in Sent:
        live, replay = a_receipt(outcome=outcome, sent=sent), a_receipt(outcome=outcome, sent=sent, mode=Mode.REPLAY)
        assert (wording.standing(live) is Standing.FILED) == (outcome is Outcome.SUBMITTED)
        assert wording.standing(replay) is Standing.REPLAY
        assert wording.watermark(replay) == "REPLAY — not an objection: nothing was sent to Meta"


def test_a_rehearsal_is_marked_and_a_submission_is_not() -> None:
    assert wording.watermark(a_receipt(outcome=Outcome.REHEARSED, sent=Sent.NO)) == "REHEARSAL — nothing was sent"
    assert wording.watermark(a_receipt()) is None


def test_each_piece_of_evidence_has_its_own_words() -> None:
    every = [
        *(Evidence(server=one) for one in ServerEvidence),
        *(Evidence(page=one) for one in PageEvidence),
        *(Evidence(mail=one) for one in MailEvidence),
    ]
    said = {light for evidence in every for light in wording.lights(a_receipt(evidence=evidence))}

    assert len(said) == len(ServerEvidence) + len(PageEvidence) + len(MailEvidence)


def test_a_moment_is_said_in_universal_time_and_with_its_offset() -> None:
    moment = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)

    assert wording.universal(moment, texts_in("en")) == "2 March 2026, 01:02:03 UTC"
    assert datetime.fromisoformat(wording.local(moment).replace(" ", "T", 1).replace(" ", "")) == moment


def test_each_way_of_finding_has_its_words() -> None:
    assert len({wording.found(rung, texts_in("en")) for rung in (*FoundBy, None)}) == len(FoundBy) + 1


@pytest.mark.parametrize("tag", known_languages())
@pytest.mark.parametrize("outcome", Outcome)
def test_a_receipt_from_a_site_that_was_not_verified_is_never_taken_for_an_objection(
    outcome: Outcome, tag: str
) -> None:
    for sent in Sent:
        receipt = a_receipt(outcome=outcome, sent=sent, verified=False, locale=tag)
        assert texts_in(tag)["watermark"]["unverified"] in (wording.watermark(receipt) or "")
        assert wording.standing(receipt) is not Standing.FILED
        assert deadline_of(receipt) is None


def test_a_page_of_an_unverified_site_does_not_begin_with_a_confirmation() -> None:
    page = render(a_receipt(verified=False), {})

    assert "<h1>NOT VERIFIED" in page
    assert "not shown to be Meta’s own" in page
    assert "Meta’s own site</dd>" not in page


@pytest.mark.parametrize("locale", known_tags())
def test_what_the_person_read_is_told_as_their_reading(locale: str) -> None:
    evidence = Evidence(server=ServerEvidence.UNKNOWN, page=PageEvidence.CONFIRMED)
    ours, theirs = (
        wording.lights(a_receipt(evidence=evidence, heard_by=heard_by, locale=locale))[1]
        for heard_by in (HeardBy.PROGRAM, HeardBy.PERSON)
    )
    assert (ours.colour, theirs.colour) == ("good", "good")
    assert ours.words != theirs.words
