"""What holds where: every country gets an answer, every answer its source, and nothing is surer than its source."""

import json
import re
from collections import Counter

import pytest

from meta_objection.cli.app import main
from meta_objection.countries import country_code
from meta_objection.data_files import bytes_of
from meta_objection.forms import known_forms
from meta_objection.locales import Sure
from meta_objection.rights import Offer, Right, load_rights, told_rights
from meta_objection.rights.authorities import authority_named

KNOWN = load_rights()
COUNTRIES = sorted(json.loads(bytes_of("languages/territories.json"))["en"])
EEA = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"  # the 27, IS, LI and NO
)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_gets_an_answer(country: str) -> None:
    told = told_rights(country)

    assert told["country"] == country
    assert all(str(told[key]).strip() for key in ("law", "says", "answer", "remains", "source", "as_of"))
    assert told["offers"]


def test_no_country_stands_twice_and_each_is_one() -> None:
    named = Counter(country for right in KNOWN.rights for country in right.countries)

    assert [country for country, times in named.items() if times > 1] == []
    assert [country for country in named if country_code(country) != country] == []


def test_only_the_last_entry_is_for_all_the_others() -> None:
    assert [right.id for right in KNOWN.rights if not right.countries] == [KNOWN.rights[-1].id] == ["unknown"]


@pytest.mark.parametrize(
    ("countries", "right"),
    [
        (EEA, "gdpr"),
        ("RE AX", "gdpr-parts"),
        ("GB", "uk-gdpr"),
        ("CH", "fadp"),
        ("BR", "lgpd"),
        ("KR", "pipa"),
        ("JP", "appi"),
        ("TR", "kvkk"),
        ("US", "us-states"),
        ("CA", "pipeda"),
        ("KE CN UA GG", "unknown"),
    ],
)
def test_a_country_has_its_own_law(countries: str, right: str) -> None:
    assert {KNOWN.right_in(country).id for country in countries.split()} == {right}


def test_everybody_may_use_the_form_for_third_party_information() -> None:
    assert all("third-party" in {offer.form for offer in right.offers} for right in KNOWN.rights)


@pytest.mark.parametrize("country", ["US", "CA", "AU", "IN", "TR", "KE"])
def test_no_form_of_its_own_is_promised_where_none_was_reported(country: str) -> None:
    assert {offer.form for offer in KNOWN.right_in(country).offers} == {"third-party"}


def test_only_forms_that_have_a_name_are_offered() -> None:
    assert {offer.form for right in KNOWN.rights for offer in right.offers} <= set(known_forms())


def test_what_rests_on_general_knowledge_is_never_called_sure() -> None:
    entries: list[Right | Offer] = [*KNOWN.rights, *(offer for right in KNOWN.rights for offer in right.offers)]
    guessed = [entry for entry in entries if re.search(r"^dossier [\d., ]*\[[MI]\]$|house", entry.source)]

    assert guessed
    assert {entry.sure for entry in guessed} == {Sure.INFERRED}


def test_every_country_whose_law_is_known_has_an_authority_but_the_two_without_a_complaint_yet() -> None:
    named = [country for right in KNOWN.rights for country in right.countries]

    assert {country for country in named if authority_named(country) is None} == {"US", "IN"}


@pytest.mark.parametrize(
    ("country", "told"),
    [
        ("GB", "section 164A"),
        ("GB", "12A"),
        ("BR", "Agência Nacional"),
        ("CH", "article 30(2)(b) and (3)"),
        ("TR", "within 60 days of the application"),
        ("KR", "Ten days from the day"),
        ("IN", "May 2027"),
        ("DE", "no court has settled that"),
    ],
)
def test_what_the_review_of_the_law_corrected_stands_there(country: str, told: str) -> None:
    assert told in json.dumps(told_rights(country), ensure_ascii=False)


def test_the_federal_commissioner_is_not_metas_authority() -> None:
    assert "BfDI" not in re.sub("HmbBfDI", "", str(authority_named("DE")))


def test_the_forms_of_a_country_come_with_its_law_and_its_times(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "--country", "Németország"]) == 0
    said = capsys.readouterr().out

    assert said.startswith("Germany (DE)\n")
    for shown in ("GDPR, article 21(1)", "within one month", "HmbBfDI", "facebook (seen)", "No legal advice"):
        assert shown in " ".join(said.split())
    assert "712876720715583" in said


@pytest.mark.parametrize("country", sorted({right.countries[0] for right in KNOWN.rights if right.countries} | {"IN"}))
def test_no_person_is_shown_the_marks_of_our_own_notes(country: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "--country", country]) == 0
    assert main(["plan", "--country", country]) == 0
    assert not re.search(r"dossier|house|\[[A-Z]\]", capsys.readouterr().out)


def test_a_country_nothing_is_known_of_gets_that_answer_and_no_form_that_is_not_offered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["forms", "--country", "KE"]) == 0
    said = capsys.readouterr().out

    assert "We know of no such form" in said
    assert "712876720715583" not in said


def test_scripts_hear_how_sure_an_offer_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "--country", "KE", "--json"]) == 0
    kenya = {form["id"]: form for form in json.loads(capsys.readouterr().out)}
    assert main(["forms", "--country", "DE", "--json"]) == 0
    germany = {form["id"]: form for form in json.loads(capsys.readouterr().out)}

    assert (kenya["facebook"]["offered"], germany["facebook"]["offered"]) == (None, "seen")
    assert (kenya["facebook"]["rights"]["id"], germany["facebook"]["rights"]["id"]) == ("unknown", "gdpr")


def test_a_country_that_is_none_is_no_question_of_rights(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "--country", "Atlantis"]) == 2
    assert "no country we know" in capsys.readouterr().err


def test_a_plan_says_what_the_law_gives_or_asks_where_you_live(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--country", "BR"]) == 0
    assert "LGPD, article 18" in capsys.readouterr().out
    assert main(["plan"]) == 0
    assert "say where you live with --country" in capsys.readouterr().out


def test_a_plan_tells_scripts_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--country", "JP", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rights"]["id"] == "appi"
    assert main(["plan", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rights"] is None
