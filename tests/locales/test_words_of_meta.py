"""What Meta's own applications say, heard by the words of each language as what it means, and as nothing else."""

import re
import tomllib
from pathlib import Path

import pytest

from meta_objection.locales import Words
from meta_objection.words import Finding, hear_text

SAID: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("words_of_meta.toml").read_text(encoding="utf-8")
)
MEANS = {
    "limits": Finding.RATE_LIMITED,
    "failures": Finding.REFUSED,
    "wrong_addresses": Finding.INVALID,
    "wrong_codes": Finding.UNKNOWN,
    "asks_for_a_code": Finding.UNKNOWN,
    "says_nothing": Finding.UNKNOWN,
}
LOCATION = {
    "cs": ["Tyto informace nejsou ve vaší lokalitě k dispozici.", "Tento formulář není ve vaší lokalitě dostupný."],
    "da": ["Disse oplysninger er ikke tilgængelige på din placering.", "Formularen er ikke tilgængelig i dit land."],
    "de": ["Diese Informationen sind an deinem Standort nicht verfügbar.", "In deinem Land nicht verfügbar."],
    "el": ["Αυτές οι πληροφορίες δεν είναι διαθέσιμες στην τοποθεσία σας.", "Δεν είναι διαθέσιμη στη χώρα σας."],
    "es": ["Esta información no está disponible en tu ubicación.", "Estos datos no están disponibles en tu región."],
    "fi": ["Nämä tiedot eivät ole saatavilla sijainnissasi.", "Tämä lomake ei ole saatavilla sijainnissasi."],
    "fr": [
        "Ces informations ne sont pas disponibles dans votre région.",
        "Cette information n’est pas disponible là où vous vous trouvez.",
    ],
    "hu": ["Ez az információ nem érhető el a tartózkodási helyeden.", "Ezek az adatok nem érhetők el ott, ahol vagy."],
    "it": [
        "Queste informazioni non sono disponibili nella tua posizione.",
        "Non è disponibile nel luogo in cui ti trovi.",
    ],
    "ja": ["この情報は現在地では利用できません。", "お住まいの地域ではこの情報をご利用いただけません。"],
}
TURNED_DOWN = {
    "cs": ["Vaši námitku jsme zamítli.", "Vaší žádosti bohužel nemůžeme vyhovět.", "Nemůžeme podniknout další kroky."],
    "da": ["Vi har afvist din indsigelse.", "Vi kan ikke imødekomme den.", "Vi kan ikke foretage os yderligere."],
    "de": [
        "Wir haben deinen Einspruch abgelehnt.",
        "Dein Antrag wurde zurückgewiesen.",
        "Wir können ihm nicht stattgeben.",
    ],
    "el": ["Απορρίψαμε την εναντίωσή σας.", "Δεν μπορούμε να προβούμε σε περαιτέρω ενέργειες."],
    "es": ["Hemos rechazado tu solicitud.", "No podemos aceptar tu oposición.", "No podemos tomar más medidas."],
    "fi": ["Olemme hylänneet pyyntösi.", "Emme voi hyväksyä vastustustasi.", "Emme voi ryhtyä lisätoimiin."],
    "fr": ["Nous avons rejeté votre opposition.", "Nous ne pouvons pas donner suite à votre demande."],
    "hu": [
        "Elutasítottuk a kérelmedet.",
        "Nem tudunk eleget tenni a kérésednek.",
        "Nem adunk helyt a tiltakozásodnak.",
    ],
    "it": ["Non abbiamo accolto la tua opposizione.", "Non possiamo intraprendere ulteriori azioni."],
    "ja": ["異議申し立てを却下しました。", "異議申し立ては認められませんでした。", "ご要望にはお応えできません。"],
}
SPEAKS_OF_SOMETHING_ELSE = {
    "cs": ["Odkaz je neplatný.", "Pokud jsme kód neobdrželi, pošlete ho znovu.", "Váš účet byl dočasně zablokován."],
    "da": [
        "Linket er ugyldigt.",
        "Det varer for længe.",
        "Den indlæses for langsomt.",
        "Det skete for kort tid siden.",
    ],
    "de": ["Der Link ist ungültig.", "Das dauert zu lange.", "Du kannst sie danach nicht bearbeiten."],
    "el": ["Ο σύνδεσμος δεν είναι έγκυρος.", "Η λήψη της εικόνας απέτυχε."],
    "es": ["El enlace no es válido.", "La pausa es demasiado larga.", "Tu amigo fue bloqueado temporalmente."],
    "fi": ["Linkki ei kelpaa.", "Odotus kesti liian pitkään.", "Olemme hyväksyneet ehdot.", "Lataus epäonnistui."],
    "fr": ["Le lien n’est pas valide.", "C’était trop long pour la page.", "Le paiement a échoué."],
    "hu": ["A link érvénytelen.", "További információ", "Csak egy ország választható."],
    "it": ["Il link non è valido.", "L’attesa è troppo lunga.", "L’amico è stato bloccato temporaneamente."],
    "ja": ["リンクは有効ではありません。", "動画が長すぎます。", "アップロードに失敗しました。"],
}


def said(kind: str) -> list[tuple[str, str]]:
    return [(tag, text) for tag, kinds in SAID.items() for text in kinds[kind]]


def pattern(section: str, *keys: str) -> re.Pattern[str]:
    return re.compile("|".join(Words(section).require(key).pattern for key in keys), re.IGNORECASE)


@pytest.mark.parametrize("kind", MEANS)
def test_a_sentence_of_metas_own_is_heard_as_what_it_means(kind: str) -> None:
    heard = {(tag, text): hear_text(text).finding for tag, text in said(kind)}

    assert {told: finding for told, finding in heard.items() if finding is not MEANS[kind]} == {}


@pytest.mark.parametrize(
    ("known_by", "kind"),
    [
        (pattern("code", "wrong", "expired", "unavailable"), "wrong_codes"),
        (pattern("code", "question"), "asks_for_a_code"),
        (pattern("rate_limit", "text"), "limits"),
    ],
    ids=["trouble with a code", "code", "limit"],
)
def test_a_sentence_of_metas_own_is_known_by_the_words_for_it(known_by: re.Pattern[str], kind: str) -> None:
    assert [told for told in said(kind) if not known_by.search(told[1])] == []


def test_what_only_speaks_of_a_code_is_no_trouble_with_one() -> None:
    trouble = pattern("code", "wrong", "expired", "unavailable")
    told = [*said("says_nothing"), *said("asks_for_a_code"), *said("failures"), *said("wrong_addresses")]

    assert [(tag, text) for tag, text in told if trouble.search(text)] == []


@pytest.mark.parametrize("section", ["extra", "rate_limit", "not_offered"])
def test_an_ordinary_sentence_of_metas_has_no_words_for_what_stops_a_run(section: str) -> None:
    words = pattern(section, "question" if section == "extra" else "text")

    assert [told for told in said("says_nothing") if words.search(told[1])] == []


@pytest.mark.parametrize("tag", SAID)
def test_what_is_kept_from_a_place_is_known(tag: str) -> None:
    assert [text for text in LOCATION[tag] if not pattern("not_offered", "text").search(text)] == []


@pytest.mark.parametrize("tag", SAID)
def test_a_refusal_is_heard_whoever_does_it_in_the_sentence(tag: str) -> None:
    assert [text for text in TURNED_DOWN[tag] if hear_text(text).finding is not Finding.REFUSED] == []


@pytest.mark.parametrize("tag", SAID)
def test_a_sentence_about_something_else_is_no_refusal_and_no_complaint(tag: str) -> None:
    heard = {text: hear_text(text).finding for text in SPEAKS_OF_SOMETHING_ELSE[tag]}

    assert {text: finding for text, finding in heard.items() if finding is not Finding.UNKNOWN} == {}
