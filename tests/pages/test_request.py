"""The list of what may be asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.errors import FormChanged, NotOffered
from meta_objection.pages.request import KINDS, RequestPage, told_apart
from tests.pages.snippets import ATTRIBUTES, WORDS, asked, engine_form, found_by, row

OPTIONS = {
    "object": "I want to object to or restrict the processing of my personal information from third parties",
    "access": "I want to access, download, or correct any personal information from third parties",
    "delete": "I want to delete any personal information from third parties used for generative AI",
    "concern": "I have a concern about my personal information from third parties appearing in a response",
    "other": "I have a different issue",
}
TRANSLATED = {
    "cs": (
        "Chci podat námitku proti zpracování svých osobních údajů získaných od třetích stran nebo ho omezit",
        "Chci získat přístup k osobním údajům od třetích stran, stáhnout si je nebo je opravit",
        "Chci odstranit jakékoli osobní údaje od třetích stran používané pro generativní AI",
        "Mám obavy, že se mé osobní údaje od třetích stran objevily v odpovědi",
        "Mám jiný problém",
    ),
    "da": (
        "Jeg vil gøre indsigelse mod eller begrænse behandlingen af mine personlige oplysninger fra tredjeparter",
        "Jeg vil have adgang til, downloade eller rette eventuelle personlige oplysninger fra tredjeparter",
        "Jeg vil slette eventuelle personlige oplysninger fra tredjeparter, der bruges til generativ AI",
        "Jeg er bekymret over, at mine personlige oplysninger fra tredjeparter optræder i et svar",
        "Jeg har et andet problem",
    ),
    "de": (
        "Ich möchte gegen die Verarbeitung meiner personenbezogenen Daten von Dritten Widerspruch einlegen",
        "Ich möchte auf personenbezogene Daten von Dritten zugreifen, sie herunterladen oder berichtigen",
        "Ich möchte die Löschung personenbezogener Daten von Dritten beantragen",
        "Ich bin besorgt, weil meine personenbezogenen Daten von Dritten in einer Antwort erscheinen",
        "Ich habe ein anderes Problem",
    ),
    "el": (
        "Θέλω να εναντιωθώ ή να περιορίσω την επεξεργασία των προσωπικών πληροφοριών μου από τρίτους",
        "Θέλω να αποκτήσω πρόσβαση, να κατεβάσω ή να διορθώσω προσωπικές πληροφορίες από τρίτους",
        "Θέλω να διαγράψω τυχόν προσωπικές πληροφορίες από τρίτους",
        "Ανησυχώ για την εμφάνιση των προσωπικών πληροφοριών μου σε μια απάντηση",
        "Έχω διαφορετικό ζήτημα",
    ),
    "es": (
        "Quiero oponerme al procesamiento de mi información personal de terceros o restringirlo",
        "Quiero acceder a cualquier información personal de terceros, descargarla o corregirla",
        "Quiero eliminar toda la información personal de terceros usada para la IA generativa",
        "Me preocupa que mi información personal de terceros aparezca en una respuesta",
        "Tengo otro problema",
    ),
    "fi": (
        "Haluan vastustaa kolmansilta osapuolilta saatujen henkilötietojeni käsittelyä tai rajoittaa sitä",
        "Haluan tarkastella kolmansilta osapuolilta saatuja henkilötietoja, ladata ne tai korjata niitä",
        "Haluan poistaa kolmansilta osapuolilta saadut henkilötiedot",
        "Olen huolissani siitä, että henkilötietojani näkyy vastauksessa",
        "Minulla on eri ongelma",
    ),
    "fr": (
        "Je souhaite m’opposer au traitement de mes informations personnelles provenant de tiers ou le limiter",
        "Je souhaite accéder à des informations personnelles provenant de tiers, les télécharger ou les corriger",
        "Je souhaite faire supprimer toute information personnelle provenant de tiers",
        "J’ai une préoccupation concernant l’apparition de mes informations personnelles dans une réponse",
        "J’ai un autre problème",
    ),
    "hu": (
        "Szeretnék tiltakozni a harmadik felektől származó személyes adataim kezelése ellen, vagy korlátozni azt",
        "Szeretnék hozzáférni a harmadik felektől származó személyes adatokhoz, letölteni vagy helyesbíteni őket",
        "Szeretném törölni a harmadik felektől származó személyes adatokat",
        "Aggályom van amiatt, hogy a személyes adataim megjelennek egy válaszban",
        "Más problémám van",
    ),
    "it": (
        "Voglio oppormi al trattamento delle mie informazioni personali provenienti da terzi o limitarlo",
        "Voglio accedere a informazioni personali provenienti da terzi, scaricarle, correggerle o scaricare una copia",
        "Voglio eliminare eventuali informazioni personali provenienti da terzi",
        "Mi preoccupa che le mie informazioni personali compaiano in una risposta",
        "Ho un problema diverso",
    ),
    "ja": (
        "サードパーティから取得した私の個人情報の処理に異議を申し立てたい、または処理を制限したい",
        "サードパーティから取得した個人情報へのアクセス、ダウンロード、訂正を希望します",
        "サードパーティから取得した個人情報を削除したい",
        "私の個人情報が回答に表示されることについて懸念があります",
        "別の問題があります",
    ),
}
"""The options in words that no list has as they stand here: what stands between verb and object differs."""

WITHDRAWN = "<p>For this reason, we don't provide the ability to access, download, correct or delete anything.</p>"


def radios(*texts: str, name: str = "request_type") -> str:
    labels = [
        f'<label><input type="radio" name="{name}" value="{at}"><span>{text}</span></label>'
        for at, text in enumerate(texts)
    ]
    return "<div>Choose the option that best describes your issue.</div>" + "".join(labels)


def a_request(page: Page, *kinds: str, more: str = "") -> RequestPage:
    return asked(RequestPage, page, more + engine_form(row(radios(*(OPTIONS[kind] for kind in kinds)))))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_chosen_and_read_back(page: Page, kind: str) -> None:
    question = a_request(page, *KINDS)
    assert (found_by(question), question.holds()) == (WORDS, "")
    question.complete(Answers(request=kind))
    assert question.holds() == kind == question.wanted(Answers(request=kind))
    assert question.shown(kind) == OPTIONS[kind]


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_options_are_told_apart_whatever_stands_between_their_words(page: Page, lang: str) -> None:
    question = asked(RequestPage, page, engine_form(row(radios(*TRANSLATED[lang]))), lang)
    for kind, label in zip(KINDS, TRANSLATED[lang], strict=True):
        question.complete(Answers(request=kind))
        assert (found_by(question), question.holds(), question.shown(kind)) == (WORDS, kind, label)


@pytest.mark.parametrize("lang", TRANSLATED)
@pytest.mark.parametrize("at", range(len(KINDS)))
def test_each_option_is_known_by_its_own_words_and_not_by_being_the_last(page: Page, lang: str, at: int) -> None:
    labels = (TRANSLATED[lang][at], *(OPTIONS[kind] for kind in KINDS if kind not in {KINDS[at], "access"}))
    question = asked(RequestPage, page, engine_form(row(radios(*labels))), lang)
    question.complete(Answers(request=KINDS[at]))

    assert question.shown(KINDS[at]) == labels[0]


def test_another_choice_is_replaced(page: Page) -> None:
    question = a_request(page, *KINDS)
    for kind in ("delete", "object"):
        question.complete(Answers(request=kind))
    assert question.holds() == "object"


def test_what_the_wording_no_longer_has_is_not_offered_and_the_reason_is_quoted(page: Page) -> None:
    question = a_request(page, "object", "concern", "other", more=WITHDRAWN)
    with pytest.raises(NotOffered, match="no longer takes") as caught:
        question.complete(Answers(request="access"))
    assert "we don't provide the ability" in caught.value.message
    assert question.holds() == ""


def test_two_options_for_one_kind_are_never_guessed_between(page: Page) -> None:
    question = a_request(page, "object", "object")
    with pytest.raises(FormChanged, match="never guesses"):
        question.complete(Answers(request="object"))


def test_two_lists_are_never_guessed_between(page: Page) -> None:
    twice = [row(radios(OPTIONS["object"], name=name), number) for number, name in enumerate(("a", "b"), 1)]
    with pytest.raises(FormChanged, match="never guesses"):
        asked(RequestPage, page, engine_form(*twice))


def test_a_group_of_the_newer_kind_is_known_too(page: Page) -> None:
    made = [f'<div role="radio" aria-checked="false" tabindex="0">{OPTIONS[kind]}</div>' for kind in KINDS]
    made[-1] = made[-1].replace("false", "true")
    body = engine_form(f'<div role="radiogroup">{"".join(made)}</div>')

    assert asked(RequestPage, page, body).holds() == "other"


@pytest.mark.parametrize("options", [("Yes", "No"), ("I have a different issue", "No"), ("Delete it", "Hide it"), ()])
def test_a_list_about_something_else_is_not_the_request(page: Page, options: tuple[str, ...]) -> None:
    assert asked(RequestPage, page, engine_form(row(radios(*options)))).found is None


def valued(**labels: str) -> str:
    """A list whose options have words of their own and the engine's English values, by kind."""
    made = [
        f'<label><input type="radio" name="r" value="{OPTIONS[kind]}"><span>{label}</span></label>'
        for kind, label in labels.items()
    ]
    return engine_form(row("".join(made)))


@pytest.mark.parametrize("kind", KINDS)
def test_in_an_unknown_language_the_values_tell_the_options_apart(page: Page, kind: str) -> None:
    question = asked(RequestPage, page, valued(**{one: f"Tôi muốn {at}" for at, one in enumerate(KINDS)}), "vi")
    question.complete(Answers(request=kind))

    assert (found_by(question), question.holds()) == (ATTRIBUTES, kind)
    assert question.shown(kind) == f"Tôi muốn {KINDS.index(kind)}"


def test_options_without_words_are_chosen_by_their_values(page: Page) -> None:
    values = (OPTIONS["object"], 'I want to delete "everything" \\ all', OPTIONS["other"])
    bare = "".join(f"<input type='radio' name='r' value='{value}'>" for value in values)
    question = asked(RequestPage, page, engine_form(row(bare)))
    question.complete(Answers(request="object"))

    assert (found_by(question), question.holds()) == (ATTRIBUTES, "object")


def test_an_option_whose_words_and_value_say_different_things_is_never_chosen(page: Page) -> None:
    question = asked(
        RequestPage, page, valued(object=OPTIONS["delete"], concern=OPTIONS["concern"], other=OPTIONS["other"])
    )
    for kind in ("object", "delete"):
        with pytest.raises(FormChanged, match="I want to delete"):
            question.complete(Answers(request=kind))

    assert question.holds() == ""


def test_an_option_is_not_what_another_one_surely_is(page: Page) -> None:
    both = "I want to object to or restrict the processing, or delete any personal information from third parties"
    question = asked(RequestPage, page, engine_form(row(radios(both, OPTIONS["delete"]))))
    question.complete(Answers(request="object"))

    assert question.shown("object") == both


def test_a_list_with_an_option_nobody_knows_does_not_prove_that_a_request_is_no_longer_taken(page: Page) -> None:
    question = asked(RequestPage, page, engine_form(row(radios(OPTIONS["object"], "Tôi muốn xoá", OPTIONS["other"]))))
    with pytest.raises(FormChanged, match="Tôi muốn xoá") as caught:
        question.complete(Answers(request="delete"))

    assert caught.value.why == "unknown-option"


@pytest.mark.parametrize("kind", KINDS)
def test_of_the_five_options_the_last_one_is_known_by_what_it_is_not(page: Page, kind: str) -> None:
    labels = [OPTIONS[one] if one != kind else "Tôi muốn gì đó" for one in KINDS]
    question = asked(RequestPage, page, engine_form(row(radios(*labels))))
    question.complete(Answers(request=kind))

    assert (question.holds(), question.shown(kind)) == (kind, "Tôi muốn gì đó")


@given(st.lists(st.sets(st.sampled_from(KINDS)), max_size=6))
def test_options_are_told_apart_by_what_they_may_be_and_never_otherwise(possible: list[set[str]]) -> None:
    told = told_apart(possible)

    assert len(told) == len(possible)
    for may_be, kind in zip(possible, told, strict=True):
        last_of_five = len(possible) == len(KINDS) and sorted(one or "" for one in told) == sorted(KINDS)
        assert kind is None or kind in may_be or last_of_five
        assert may_be != {kind} if kind is None else True
    assert all(len(may_be) != 1 or {kind} == may_be for may_be, kind in zip(possible, told, strict=True))
