"""The words of a confirmation are proof: in no language may they stand in a denial, a question or a promise."""

import pytest

from meta_objection.locales import Words, known_tags, load_locale
from meta_objection.verdict import Finding, hear_text

CONFIRMED = {
    "en": "We've received your objection.",
    "de": "Wir haben deinen Einspruch erhalten.",
    "fr": "Merci. Nous avons bien reçu votre demande.",
    "it": "Ciò significa che la tua richiesta verrà applicata d'ora in avanti allo sviluppo dell'IA in Meta.",
    "es": "Gracias. Hemos recibido tu solicitud.",
    "nl": "We hebben je bezwaar ontvangen.",
    "pt-PT": "Recebemos o teu pedido.",
    "pt-BR": "Recebemos sua solicitação.",
    "pl": "Dziękujemy. Otrzymaliśmy Twój sprzeciw.",
    "sv": "Tack! Vi har tagit emot din begäran.",
    "da": "Vi har modtaget din anmodning.",
    "nb": "Vi har mottatt forespørselen din.",
    "fi": "Olemme vastaanottaneet pyyntösi.",
    "cs": "Vaši námitku jsme obdrželi.",
    "hu": "Megkaptuk a kérésedet.",
    "ro": "Am primit solicitarea ta.",
    "el": "Λάβαμε το αίτημά σου.",
    "ko": "회원님의 요청을 받았습니다.",
    "ja": "リクエストを受け付けました。",
    "tr": "Talebini aldık.",
}

NO_PROOF = {
    "en": [
        "We'll email you once we've received your request.",
        "You can come back after your request has been submitted.",
        "Have you been told that your request has been submitted?",
        "We will review your objection.",
        "You have the right to object to the use of your information for these purposes.",
    ],
    "de": [
        "Sobald dein Einspruch eingegangen ist, melden wir uns.",
        "Wir haben deinen Einspruch nicht erhalten.",
        "Wir prüfen deinen Einspruch.",
        "Du hast das Recht auf Widerspruch.",
    ],
    "fr": [
        "Nous n'avons pas reçu votre demande.",
        "Vous recevrez un e-mail dès que votre demande a été envoyée.",
        "Avez-vous vérifié que nous avons reçu votre demande ?",
        "Nous allons examiner votre demande.",
        "Vous avez le droit de vous opposer à l'utilisation de vos informations à ces fins.",
    ],
    "it": [
        "Non abbiamo ricevuto la tua richiesta.",
        "Ti scriveremo quando la tua richiesta è stata inviata.",
        "La tua richiesta non è stata inviata.",
        "Esamineremo la tua richiesta.",
        "Hai diritto di opporti all'uso delle tue informazioni per tali finalità.",
    ],
    "es": [
        "No hemos recibido tu solicitud.",
        "Te avisaremos cuando hemos recibido tu solicitud.",
        "Tu solicitud no se ha enviado.",
        "Revisaremos tu solicitud.",
        "Tienes derecho a oponerte al uso de tu información.",
    ],
    "nl": [
        "We hebben je bezwaar niet ontvangen.",
        "Je krijgt een e-mail zodra je verzoek is ontvangen.",
        "We bekijken je bezwaar.",
        "Je hebt het recht om bezwaar te maken.",
    ],
    "pt-PT": [
        "Não recebemos o teu pedido.",
        "Avisamos-te assim que o teu pedido foi recebido.",
        "O teu pedido não foi enviado.",
        "Vamos analisar o teu pedido.",
    ],
    "pt-BR": [
        "Não recebemos sua solicitação.",
        "Avisaremos quando sua solicitação foi recebida.",
        "Sua solicitação não foi enviada.",
        "Analisaremos sua solicitação.",
        "Você tem o direito de se opor ao uso das suas informações.",
    ],
    "pl": [
        "Nie otrzymaliśmy Twojego sprzeciwu.",
        "Powiadomimy Cię, gdy Twój sprzeciw został przyjęty.",
        "Rozpatrzymy Twój sprzeciw.",
        "Masz prawo do wniesienia sprzeciwu.",
    ],
    "sv": [
        "Vi har inte tagit emot din begäran.",
        "Vi hör av oss när din begäran har tagits emot.",
        "Vi granskar din invändning.",
        "Du har rätt att invända.",
    ],
    "da": [
        "Vi har ikke modtaget din anmodning.",
        "Du får en mail, når din anmodning er modtaget.",
        "Vi gennemgår din indsigelse.",
        "Du har ret til at gøre indsigelse.",
    ],
    "nb": [
        "Vi har ikke mottatt forespørselen din.",
        "Du får en e-post når forespørselen din er mottatt.",
        "Vi vurderer innsigelsen din.",
        "Du har rett til å protestere.",
    ],
    "fi": [
        "Emme ole vastaanottaneet pyyntöäsi.",
        "Ilmoitamme, kun pyyntösi on vastaanotettu.",
        "Käsittelemme pyyntösi.",
        "Sinulla on oikeus vastustaa.",
    ],
    "cs": [
        "Vaši námitku jsme neobdrželi.",
        "Neobdrželi jsme vaši námitku.",
        "Nepřijali jsme vaši žádost.",
        "Napíšeme vám, jakmile vaše žádost byla přijata.",
        "Vaši námitku posoudíme.",
    ],
    "hu": [
        "Nem kaptuk meg a kérésedet.",
        "Írunk, amint megkaptuk a kérésedet.",
        "Megvizsgáljuk a kérésedet.",
        "Jogod van tiltakozni.",
    ],
    "ro": [
        "Nu am primit solicitarea ta.",
        "Te anunțăm după ce am primit solicitarea ta.",
        "Vom examina solicitarea ta.",
        "Ai dreptul de a te opune.",
    ],
    "el": [
        "Δεν λάβαμε το αίτημά σου.",
        "Θα σου γράψουμε μόλις λάβαμε το αίτημά σου.",
        "Λάβαμε το αίτημά σου;",
        "Θα εξετάσουμε το αίτημά σου.",
    ],
    "ko": [
        "요청이 접수되지 않았습니다.",
        "요청이 접수되면 이메일을 보내드립니다.",
        "회원님의 요청을 검토하겠습니다.",
        "이의를 제기할 권리가 있습니다.",
    ],
    "ja": [
        "リクエストは受け付けられませんでした。",
        "リクエストを受け付けましたら、メールでお知らせします。",
        "リクエストを審査します。",
        "異議を申し立てる権利があります。",
    ],
    "tr": [
        "Talebini almadık.",
        "Talebini aldıktan sonra sana yazacağız.",
        "Talebin alındığında sana haber vereceğiz.",
        "İtirazını inceleyeceğiz.",
        "İtiraz etme hakkın var.",
    ],
}

TELLING = (
    *(("confirmation", "text"), ("refusal", "text"), ("validation", "text"), ("rate_limit", "text")),
    *(("sign_in", "expired"), ("not_offered", "text"), ("checkpoint", "text"), ("page_identity", "text")),
)
ASKING = (
    *(("country", "question"), ("email", "question"), ("reason", "question"), ("extra", "question")),
    *(("about_ai", "question"), ("submit", "button"), ("objection_link", "link"), ("right_section", "link")),
)


@pytest.mark.parametrize("tag", known_tags())
def test_a_confirmation_is_heard_in_every_language(tag: str) -> None:
    assert hear_text(CONFIRMED[tag]).finding is Finding.CONFIRMED


@pytest.mark.parametrize("text", [text for texts in NO_PROOF.values() for text in texts])
def test_a_denial_a_question_or_a_promise_is_no_confirmation(text: str) -> None:
    assert hear_text(text).finding is not Finding.CONFIRMED


def test_every_language_has_its_denials_and_promises() -> None:
    assert set(NO_PROOF) == set(CONFIRMED) == set(known_tags())


def test_a_sentence_before_it_takes_no_confirmation_back() -> None:
    text = "If you need help, visit our Help Center. We've received your objection."

    assert hear_text(text).finding is Finding.CONFIRMED


def test_one_kept_confirmation_is_enough() -> None:
    text = (
        "We'll write once we've reviewed it. We've received your request. Once we've received your request, we read it."
    )

    assert hear_text(text).finding is Finding.CONFIRMED


@pytest.mark.parametrize("tag", known_tags())
def test_every_word_of_a_confirmation_is_one_in_any_language(tag: str) -> None:
    """No language's refusals, complaints or blocks may be found in another's confirmation: it would be doubted."""
    words = [word.text for word in load_locale(tag)["confirmation"]["text"]]

    assert [text for text in words if hear_text(text).finding is not Finding.CONFIRMED] == []


@pytest.mark.parametrize(("section", "key"), TELLING)
def test_what_tells_how_it_ended_is_found_in_nothing_that_asks_or_leads(section: str, key: str) -> None:
    pattern = Words(section, None).require(key)
    others = [word.text for tag in known_tags() for name, kind in ASKING for word in load_locale(tag)[name][kind]]

    assert [text for text in others if pattern.search(text)] == []


@pytest.mark.parametrize("tag", known_tags())
@pytest.mark.parametrize("section", ["country", "email", "reason", "extra", "about_ai"])
def test_no_question_is_taken_for_another_in_any_language(tag: str, section: str) -> None:
    pattern = Words(section, None).require("question")
    other_sections = {"country", "email", "reason", "extra", "about_ai"} - {section}
    others = [word.text for name in other_sections for word in load_locale(tag)[name]["question"]]

    assert [text for text in others if pattern.search(text)] == []


NO = [
    "No",
    "Nein",
    "Non",
    "Nee",
    "Não",
    "Nie",
    "Nej",
    "Nei",
    "Ei",
    "Ne",
    "Nem",
    "Nu",
    "Όχι",
    "아니요",
    "아니오",
    "いいえ",
    "Hayır",
]


def test_no_languages_yes_is_anothers_no() -> None:
    yes = {word.text.casefold() for tag in known_tags() for word in load_locale(tag)["about_ai"]["yes"]}

    assert yes.isdisjoint(word.casefold() for word in NO)
