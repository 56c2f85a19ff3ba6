"""Starting points for a reason: in every language, to be changed by the person, and never sent as they are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.cli.app import main
from meta_objection.forms import load_form
from meta_objection.locales import known_tags, load_locale, load_reasons
from meta_objection.plan.reasons import (
    KINDS,
    hint,
    language_of,
    misleading,
    open_gap,
    shortness,
    spoken,
    starting_points,
)

LONGEST = 100
"""What was reported as the least; a starting point is meant to get beyond it once it is one's own."""

TEXTS = [(tag, kind, text) for tag in known_tags() for kind, text in starting_points(tag).items()]
VERSIONS = {known.id: known for known in load_form("facebook").generations}


@pytest.mark.parametrize("tag", known_tags())
def test_every_language_has_every_kind_and_says_that_they_are_only_a_beginning(tag: str) -> None:
    assert tuple(starting_points(tag)) == KINDS
    assert set(load_reasons(tag)) == {*KINDS, "hint"}
    assert hint(tag)
    assert "reasons" not in load_locale(tag)


def test_no_two_starting_points_are_the_same() -> None:
    assert len({text for *_, text in TEXTS}) == len(TEXTS) == len(KINDS) * len(known_tags())


@pytest.mark.parametrize(("tag", "kind", "text"), TEXTS)
def test_each_leaves_a_gap_for_the_persons_own_words_and_is_long_enough(tag: str, kind: str, text: str) -> None:
    assert open_gap(text), (tag, kind)
    assert len(text) > LONGEST


def test_what_a_person_writes_in_brackets_is_no_gap() -> None:
    assert open_gap("I object [see my letter of May] to this.") is None
    assert open_gap("I object.") is None


@given(st.text())
def test_any_reason_has_a_gap_or_none(reason: str) -> None:
    assert open_gap(reason) is None or "[" in reason


@pytest.mark.parametrize(
    ("environment", "tag"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de_DE@euro"}, "de"),
        ({"LANG": "pt_BR.UTF-8"}, "pt-BR"),
        ({"LANG": "pt_PT"}, "pt-PT"),
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": "it_IT"}, "it"),
        ({"LANG": "fr_FR", "LC_ALL": ""}, "fr"),
        ({"LANG": "en_US", "LC_MESSAGES": "cs_CZ"}, "cs"),
    ],
)
def test_the_environments_language_is_spoken(environment: dict[str, str], tag: str) -> None:
    assert language_of(environment) == tag


@given(st.text(max_size=20))
def test_any_environment_has_a_language(named: str) -> None:
    assert language_of({"LANG": named}) in known_tags()


def test_a_language_without_starting_points_is_not_spoken() -> None:
    assert spoken("zh") is None


def test_they_are_printed_in_the_language_wished_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reasons", "--locale", "fr-CA"]) == 0
    said = capsys.readouterr().out

    assert said.startswith(hint("fr"))
    assert all(text in said for text in starting_points("fr").values())
    assert "\nhealth worker\n" in said


def test_without_a_wish_the_environment_decides(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "el_GR.UTF-8")
    assert main(["reasons", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told == {"locale": "el", "hint": hint("el"), "reasons": starting_points("el")}


def test_a_language_nobody_wrote_any_in_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reasons", "--locale", "zh"]) == 2
    assert "pt-BR, pt-PT" in capsys.readouterr().err


# --- a reason before it is sent ---------------------------------------------------------------------------------------


def test_a_starting_point_with_its_gaps_is_refused_before_a_browser_opens(capsys: pytest.CaptureFixture[str]) -> None:
    for tag in ("en", "ja"):
        assert main(["plan", "--reason", starting_points(tag)["artist"]]) == 2
        assert "of a starting point still stands in it" in capsys.readouterr().err


def test_a_starting_point_with_its_gaps_filled_is_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    mine = starting_points("en")["journalist"].replace("[your situation]", "a source wrote to me there")

    assert main(["plan", "--reason", mine]) == 0
    assert mine in capsys.readouterr().out


def test_a_short_reason_is_explained_and_not_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--reason", "x" * 99]) == 0
    assert "Your reason has 99 characters" in capsys.readouterr().out
    assert main(["plan", "--reason", "x" * 100]) == 0
    assert "characters" not in capsys.readouterr().out


def test_scripts_hear_of_a_short_reason_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--reason", "No.", "--json"]) == 0
    assert "3 characters" in json.loads(capsys.readouterr().out)["notes"][0]


@pytest.mark.parametrize(("replay", "is_told"), [("facebook/2024-en", True), ("facebook/2025-en", False)])
def test_it_concerns_only_the_version_it_was_reported_of(
    replay: str,
    is_told: bool,  # noqa: FBT001 - drawn
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "--reason", "No.", "--replay", replay]) == 0
    assert ("characters" in capsys.readouterr().out) is is_told


def test_only_a_least_that_was_seen_on_the_page_refuses() -> None:
    reported = VERSIONS["2024"]
    seen = reported.model_copy(update={"reason_minimum_sure": "seen"})

    assert shortness("No.", [reported])[1] is False
    assert shortness("No.", [seen])[1] is True
    assert shortness("No.", [seen, VERSIONS["2025"]])[1] is False
    assert shortness("x" * 100, [seen]) == (None, False)


# A sentence a language and kind of request that Meta does not count as an objection, as a person may write it.
OTHERWISE = {
    "en": (
        "Please delete everything you have about me.",
        "I withdraw my consent.",
        "Please stop using my name.",
    ),
    "de": ("Bitte löscht alle meine Daten.", "Ich widerrufe meine Einwilligung.", "Verwendet meinen Namen nicht mehr."),
    "fr": ("Supprimez toutes mes données.", "Je retire mon consentement.", "Cessez d'utiliser mon nom."),
    "es": ("Borren todos mis datos, quiero eliminarlos.", "Retiro mi consentimiento.", "Dejen de usar mi nombre."),
    "it": ("Chiedo di cancellare i miei dati.", "Revoco il mio consenso.", "Smettete di usare il mio nome."),
    "nl": ("Verwijder al mijn gegevens.", "Ik trek mijn toestemming in.", "Stop met het gebruik van mijn naam."),
    "pt-BR": ("Quero excluir meus dados.", "Retiro meu consentimento.", "Parem de usar meu nome."),
    "pt-PT": ("Quero apagar os meus dados.", "Retiro o meu consentimento.", "Deixem de usar o meu nome."),
    "pl": ("Proszę usunąć moje dane.", "Wycofuję zgodę.", "Nie używajcie mojego imienia."),
    "sv": ("Radera alla mina uppgifter.", "Jag återkallar mitt samtycke.", "Sluta använda mitt namn."),
    "da": ("I skal slette mine data.", "Jeg tilbagekalder mit samtykke.", "Hold op med at bruge mit navn."),
    "nb": ("Dere må slette dataene mine.", "Jeg trekker samtykket tilbake.", "Slutt å bruke navnet mitt."),
    "fi": ("Poistakaa tietoni.", "Perun suostumukseni.", "Älkää käyttäkö nimeäni."),
    "hu": ("Kérem, töröljék az adataimat.", "Visszavonom a hozzájárulásomat.", "Ne használják a nevemet."),
    "cs": ("Smažte mé údaje.", "Odvolávám souhlas.", "Přestaňte používat mé jméno."),
    "ro": ("Vreau să ștergeți datele mele.", "Îmi retrag consimțământul.", "Nu mai folosiți numele meu."),
    "el": ("Ζητώ διαγραφή των δεδομένων μου.", "Ανακαλώ τη συγκατάθεσή μου.", "Μη χρησιμοποιείτε το όνομά μου."),
    "tr": ("Verilerimi silin.", "Rızamı geri çekiyorum.", "Adımı kullanmayın."),
    "ja": ("私のデータを削除してください。", "同意を撤回します。", "私の名前を使わないでください。"),
    "ko": ("제 데이터를 삭제해 주세요.", "동의를 철회합니다.", "제 이름을 사용하지 마세요."),
}
KINDS_OF_REQUEST = ("deleted", "taking back a consent", "your name alone")


def test_the_words_of_other_requests_are_known_in_every_language() -> None:
    assert set(OTHERWISE) == set(known_tags())


@pytest.mark.parametrize("tag", OTHERWISE)
@pytest.mark.parametrize("place", range(3), ids=KINDS_OF_REQUEST)
def test_a_reason_that_meta_reads_as_another_request_is_told_and_not_refused(tag: str, place: int) -> None:
    told = misleading(f"I am worried. {OTHERWISE[tag][place]}")

    assert [note for note in told if KINDS_OF_REQUEST[place] in note], told
    assert len(told) == 1


@pytest.mark.parametrize(("tag", "kind", "text"), TEXTS)
def test_no_starting_point_is_read_as_another_request(tag: str, kind: str, text: str) -> None:
    assert misleading(text) == (), (tag, kind)


@pytest.mark.parametrize(
    "reason",
    [
        "I object to Meta using what I wrote for AI. My name is Kim.",
        "Ich möchte wissen, was mit meinen Bildern geschieht, und widerspreche.",
        "My friends borrow my words, a machine must not.",
        "Det vil jeg slet ikke have.",
        "Meta never asked for my consent.",
    ],
)
def test_words_that_only_look_like_another_request_are_not_told(reason: str) -> None:
    assert misleading(reason) == ()
