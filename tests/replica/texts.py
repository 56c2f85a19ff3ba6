"""Every text of the replica, English and German, in one table; Facebook's form in further languages, a file each.

`inferred` names the languages whose words were not seen in any source and are a careful guess.
"""

import tomllib
from functools import cache
from pathlib import Path

from babel import Locale

from tests.replica.text import Text
from tests.replica.texts_of_forms import INSTAGRAM, MOBILE, THIRD_PARTY, WHATSAPP

TEXTS = {
    # the form
    "form_title": Text(
        "Object to your information being used for AI at Meta",
        "Einspruch gegen die Verwendung deiner Informationen für KI bei Meta",
        inferred="",
    ),
    "intro": Text(
        "You have the right to object to Meta using the information you've shared on our Products and services "
        "to develop and improve AI at Meta. Your objection will be applied to the account you're logged into and "
        "any accounts that you've added to the same Accounts Center.",
        "Du kannst der Verwendung deiner Informationen zu diesen Zwecken widersprechen. Dein Widerspruch gilt für "
        "das Konto, mit dem du angemeldet bist, und für alle Konten in derselben Kontenübersicht.",
    ),
    "ai_question": Text(
        "Does your request relate to AI at Meta?", "Bezieht sich deine Anfrage auf KI bei Meta?", inferred="en"
    ),
    "yes": Text("Yes", "Ja", inferred="en"),
    "no": Text("No", "Nein", inferred="en"),
    "country": Text("Country where you live", "Land, in dem du lebst"),
    "please_select": Text("Please select", "Bitte auswählen", inferred="de"),
    "email": Text("Email address", "E-Mail-Adresse", inferred=""),
    "reason_2024": Text(
        "Please tell us how this processing impacts you.",
        "Bitte erkläre uns, wie sich diese Verarbeitung auf dich auswirkt.",
    ),
    "explanation": Text(
        "(Optional) Please provide any additional information that could help us review your objection.",
        "(Optional) Bitte gib weitere Informationen an, die uns bei der Prüfung deines Widerspruchs helfen könnten.",
        inferred="de",
    ),
    "reason_2025": Text(
        "Please explain how this processing impacts you (optional)",
        "Bitte erkläre, wie sich diese Verarbeitung auf dich auswirkt (optional)",
    ),
    "submit": Text("Submit", "Senden", inferred=""),
    "national_id": Text("Your national identity number", "Deine Personalausweisnummer"),
    "nickname": Text("Your nickname (optional)", "Dein Spitzname (optional)"),
    # the frame
    "search": Text("Search Facebook", "Facebook durchsuchen"),
    "account_menu": Text("Account controls and settings", "Kontoeinstellungen", inferred="de"),
    "profile": Text("Your profile", "Dein Profil", inferred="de"),
    "language": Text("Language", "Sprache"),
    "news": Text("Get news about our products", "Neuigkeiten zu unseren Produkten erhalten"),
    "subscribe": Text("Subscribe", "Abonnieren"),
    # complaints of the form
    "required": Text("This field is required.", "Dieses Feld ist erforderlich."),
    "choose_country": Text("Please choose a country from the list.", "Bitte wähle ein Land aus der Liste aus."),
    "too_short": Text(
        "Your answer is too short. It needs to be at least 100 characters.",
        "Deine Antwort ist zu kurz. Sie muss mindestens 100 Zeichen lang sein.",
    ),
    # the code
    "code_title": Text("Enter the code we sent you", "Gib den Code ein, den wir dir gesendet haben"),
    "code_text": Text(
        "We sent a code to your email address. Enter it within an hour and keep this page open.",
        "Wir haben einen Code an deine E-Mail-Adresse gesendet. Gib ihn innerhalb einer Stunde ein und lass diese "
        "Seite geöffnet.",
    ),
    "code": Text("Code", "Code"),
    "confirm": Text("Confirm", "Bestätigen"),
    "code_wrong": Text(
        "The code you entered is incorrect. Please try again.",
        "Der eingegebene Code ist falsch. Bitte versuche es noch einmal.",
    ),
    "code_expired": Text(
        "This code has expired. Request a new code.",
        "Dieser Code ist abgelaufen. Fordere einen neuen Code an.",
    ),
    "code_unavailable_title": Text("Code not sent", "Code nicht gesendet"),
    "code_unavailable": Text(
        "We can't send a code right now. Please try again later.",
        "Wir können gerade keinen Code senden. Bitte versuche es später noch einmal.",
    ),
    # endings
    "thanks_title": Text("Thank you for your request", "Danke für deine Anfrage"),
    "thanks": Text(
        "We've reviewed your request and will honor your objection. This means your request will be applied going "
        "forward to developing and improving AI at Meta. You will receive an email with the details.",
        "Wir haben deine Anfrage geprüft und werden deinen Widerspruch berücksichtigen. Das bedeutet, dass deine "
        "Anfrage ab jetzt auf die Entwicklung und Verbesserung von KI bei Meta angewendet wird. Du erhältst eine "
        "E-Mail mit den Details.",
    ),
    "close": Text("Close", "Schließen"),
    "friendly_title": Text("Hello there!", "Hallo!"),
    "friendly": Text("Thanks for stopping by! Have a lovely day.", "Schön, dass du da warst! Hab einen tollen Tag."),
    "wrong_title": Text("Sorry, something went wrong.", "Leider ist etwas schiefgelaufen."),
    "wrong": Text(
        "We're working on getting this fixed as soon as we can.",
        "Wir arbeiten daran, das Problem so schnell wie möglich zu beheben.",
    ),
    "reopen": Text(
        "Please try closing and re-opening your browser window.",
        "Bitte schließe dein Browserfenster und öffne es erneut.",
    ),
    "session": Text(
        "Your session has expired. Please log in again.",
        "Deine Sitzung ist abgelaufen. Bitte melde dich erneut an.",
    ),
    "not_logged_in": Text("Not Logged In", "Nicht angemeldet"),
    # interruptions
    "blocked_title": Text("You're Temporarily Blocked", "Du bist vorübergehend blockiert", inferred="de"),
    "blocked": Text(
        "You Can't Use This Feature Right Now. It looks like you were misusing this feature by going too fast. "
        "You've been temporarily blocked from using it.",
        "Du kannst diese Funktion derzeit nicht verwenden. Es sieht so aus, als hättest du diese Funktion "
        "missbräuchlich verwendet, indem du zu schnell warst. Du wurdest vorübergehend für sie gesperrt.",
        inferred="de",
    ),
    "unavailable_title": Text("This content isn't available right now", "Dieser Inhalt ist derzeit nicht verfügbar"),
    "unavailable": Text(
        "When this happens, it's usually because the owner only shared it with a small group of people, changed "
        "who can see it or it's been deleted.",
        "Dies passiert meistens, wenn der Eigentümer den Inhalt nur mit einer kleinen Gruppe von Personen geteilt "
        "oder gelöscht hat.",
    ),
    "not_offered_title": Text(
        "This form isn't available in your country", "Dieses Formular ist in deinem Land nicht verfügbar"
    ),
    "not_offered": Text(
        "You may need to be logged into your account to see the appropriate forms for your region.",
        "Möglicherweise musst du angemeldet sein, um die Formulare für deine Region zu sehen.",
        inferred="de",
    ),
    "vanished_title": Text("This page isn't available", "Diese Seite ist nicht verfügbar"),
    "vanished": Text(
        "The link may be broken, or the page may have been removed.",
        "Vielleicht funktioniert der Link nicht oder die Seite wurde entfernt.",
    ),
    "login_title": Text("Log in to Facebook", "Bei Facebook anmelden"),
    "login_name": Text("Email address or phone number", "E-Mail-Adresse oder Handynummer"),
    "password": Text("Password", "Passwort"),
    "login": Text("Log in", "Anmelden"),
    "signup": Text("Create new account", "Neues Konto erstellen"),
    "privacy_center": Text("Privacy Center", "Privacy Center", inferred=""),
    "settings": Text("Settings", "Einstellungen"),
    "checkpoint_title": Text("Enter security code", "Sicherheitscode eingeben", inferred="de"),
    "checkpoint": Text(
        "We need to confirm that it's you. Open your code generator app and enter the security code.",
        "Wir müssen bestätigen, dass du es bist. Öffne deine Code-Generator-App und gib den Sicherheitscode ein.",
    ),
    "continue": Text("Continue", "Weiter"),
    "captcha_title": Text("Security Check", "Sicherheitsprüfung"),
    "captcha": Text(
        "Please confirm that you're a person to continue.",
        "Bitte bestätige, dass du ein Mensch bist, um fortzufahren.",
    ),
    "cancel": Text("Cancel", "Abbrechen"),
    "identity": Text(
        "You're interacting as the Page Kim's Bakery. Switch to your profile to use this form.",
        "Du interagierst als die Seite „Kims Bäckerei“. Wechsle zu deinem Profil, um dieses Formular zu nutzen.",
    ),
    "switch_now": Text("Switch to your profile", "Zu deinem Profil wechseln"),
    "interstitial_title": Text("Turn on notifications?", "Benachrichtigungen aktivieren?"),
    "interstitial": Text(
        "Find out right away when there is news about your account.",
        "Erfahre sofort, wenn es Neuigkeiten zu deinem Konto gibt.",
    ),
    "not_now": Text("Not now", "Jetzt nicht"),
    "turn_on": Text("Turn on", "Aktivieren"),
    # the account's menu; [[ ]] marks the words of a sentence that are a link
    "home": Text("Home", "Startseite"),
    "see_profiles": Text("See all profiles", "Alle Profile ansehen", inferred="de"),
    "settings_privacy": Text("Settings & privacy", "Einstellungen und Privatsphäre", inferred=""),
    "help": Text("Help & support", "Hilfe und Support"),
    "log_out": Text("Log Out", "Abmelden"),
    "activity_log": Text("Activity log", "Aktivitätenprotokoll"),
    "feed": Text("What's on your mind, Kim?", "Was machst du gerade, Kim?"),
    "notifications": Text("Notifications", "Benachrichtigungen"),
    "notice_title": Text(
        "We're planning new AI features for you. Learn how we use your information",
        "Wir planen neue KI-Funktionen für dich. Erfahre, wie wir deine Informationen verwenden",
        inferred="de",
    ),
    "notice_page": Text("Policy Updates", "Aktualisierungen der Richtlinien", inferred="de"),
    "notice_text": Text(
        "To help bring these experiences to you, we'll rely on the legal basis called legitimate interests for using "
        "your information to develop and improve AI at Meta. This means that you have the [[right to object]] to how "
        "your information is used for these purposes.",
        "Dafür stützen wir uns auf die Rechtsgrundlage der berechtigten Interessen, um deine Informationen zur "
        "Entwicklung und Verbesserung von KI bei Meta zu verwenden. Du hast dabei ein [[Widerspruchsrecht]].",
    ),
    # the Privacy Center
    "center_home": Text("Privacy Center home", "Startseite des Privacy Center"),
    "center_search": Text("Search", "Suchen"),
    "topics": Text("Privacy Topics", "Datenschutzthemen", inferred="de"),
    "privacy_resources": Text("More privacy resources", "Weitere Ressourcen zum Datenschutz"),
    "policy": Text("Privacy Policy", "Datenschutzrichtlinie", inferred=""),
    "policy_what": Text(
        "What is the Privacy Policy, and what does it cover?",
        "Was ist die Datenschutzrichtlinie und was umfasst sie?",
    ),
    "policy_rights_eu": Text(
        "What is our legal basis for processing your information, and what are your rights?",
        "Auf welcher Rechtsgrundlage verarbeiten wir deine Informationen und welche Rechte hast du?",
        inferred="de",
    ),
    "policy_rights_rest": Text(
        "How can you manage or delete your information and exercise your rights?",
        "Wie kannst du deine Informationen verwalten oder löschen und deine Rechte ausüben?",
        inferred="de",
    ),
    "other_policies": Text("Other policies and articles", "Weitere Richtlinien und Artikel", inferred="de"),
    "cookies_policy": Text("Cookies Policy", "Cookie-Richtlinie", inferred="de"),
    "no_products": Text(
        "Information for people who don't use Meta Products",
        "Informationen für Personen, die keine Meta-Produkte nutzen",
        inferred="de",
    ),
    "more_terms": Text("More terms and policies", "Weitere Bedingungen und Richtlinien", inferred="de"),
    "center_title": Text("Welcome to the Privacy Center", "Willkommen im Privacy Center"),
    "center_text": Text(
        "Make the privacy choices that are right for you.", "Triff die Entscheidungen, die zu dir passen."
    ),
    "object_banner": Text(
        "You have the right to [[object]] to the use of your information for these purposes.",
        "Du kannst der Verwendung deiner Informationen zu diesen Zwecken [[widersprechen]].",
        inferred="",
    ),
    "right_banner": Text(
        "You have the [[right to object]] to the use of your information for these purposes.",
        "Du hast gegen die Verwendung deiner Informationen zu diesen Zwecken ein [[Widerspruchsrecht]].",
    ),
    "banner_title": Text(
        "How we use information for AI at Meta", "So verwenden wir Informationen für KI bei Meta", inferred=""
    ),
    "already": Text(
        "If you've already objected, you don't need to submit another request.",
        "Wenn du bereits widersprochen hast, musst du keinen weiteren Antrag einreichen.",
        inferred="de",
    ),
    "ai_topic": Text("AI at Meta", "KI bei Meta", inferred=""),
    "topic_title": Text("Generative AI at Meta", "Generative KI bei Meta", inferred="de"),
    "topic_text": Text(
        "Generative AI creates new content, such as text and images, from what people ask it.",
        "Generative KI erstellt neue Inhalte wie Texte und Bilder aus dem, worum Menschen sie bitten.",
    ),
    "ads_topic": Text("Ads", "Werbung"),
    "location_topic": Text("Location", "Standort"),
    "more_resources": Text("More resources", "Weitere Ressourcen", inferred="de"),
    "your_choices": Text("Your choices", "Deine Möglichkeiten"),
    "submit_objection": Text("Submit an objection request", "Antrag auf Widerspruch einreichen", inferred="de"),
    "shared_information": Text(
        "Information you've shared on Meta Products",
        "Informationen, die du in Meta-Produkten geteilt hast",
        inferred="de",
    ),
    # the article
    "article": Text(
        "How Meta uses information for generative AI models and features",
        "So verwendet Meta Informationen für generative KI-Modelle und -Funktionen",
        inferred="de",
    ),
    "article_text": Text(
        "It takes a large amount of information to teach effective models. So a combination of sources is used.",
        "Um leistungsfähige Modelle zu trainieren, werden viele Informationen benötigt. Sie stammen aus mehreren "
        "Quellen.",
    ),
    "marker": Text(
        "You have rights related to how your information is used for AI at Meta.",
        "Du hast Rechte in Bezug darauf, wie deine Informationen für KI bei Meta verwendet werden.",
        inferred="de",
    ),
    "your_right": Text("Your right to object", "Dein Widerspruchsrecht", inferred="de"),
    "right_text": Text(
        "You have the [[right to object]] to Meta using the information you've shared on our Products and services "
        "to develop and improve AI at Meta.",
        "Gegen die Verwendung der Informationen, die du in unseren Produkten und Diensten geteilt hast, zur "
        "Entwicklung und Verbesserung von KI bei Meta hast du ein [[Widerspruchsrecht]].",
    ),
    "through_accounts": Text(
        "You can submit an objection request through your [[Facebook]], Instagram, or Meta account.",
        "Du kannst einen Antrag auf Widerspruch über dein [[Facebook]]-, Instagram- oder Meta-Konto einreichen.",
        inferred="de",
    ),
    "anyone": Text(
        "Whether you use Meta Products or not, anyone can submit requests related to their personal information from "
        "third parties being used to develop and improve AI at Meta. [[Learn more and submit requests here.]]",
        "Unabhängig davon, ob du Meta-Produkte nutzt, kann jeder Anfragen zu seinen personenbezogenen Informationen "
        "von Dritten einreichen, die zur Entwicklung und Verbesserung von KI bei Meta verwendet werden. "
        "[[Hier kannst du mehr erfahren und Anfragen einreichen.]]",
        inferred="de",
    ),
    # the policy
    "object": Text("Object", "Widersprechen", inferred="de"),
    "object_right": Text(
        "You have the [[right to object to]] and restrict certain processing of your information.",
        "Du hast das Recht, bestimmten Verarbeitungen deiner Informationen [[zu widersprechen]] und sie "
        "einzuschränken.",
        inferred="de",
    ),
    "object_can": Text(
        "You can [[object]] to our processing your information when we rely on legitimate interests or perform a task "
        "in the public interest.",
        "Du kannst unserer Verarbeitung deiner Informationen [[widersprechen]], wenn wir uns auf berechtigte "
        "Interessen stützen oder eine Aufgabe im öffentlichen Interesse erfüllen.",
        inferred="de",
    ),
    "support_title": Text("Privacy support", "Support zum Datenschutz"),
    "support_text": Text("How can we help you?", "Wie können wir dir helfen?"),
    "support_search": Text("Search help topics", "Hilfethemen durchsuchen"),
    # cookies
    "cookie_title": Text(
        "Allow the use of cookies from Facebook on this browser?",
        "Die Verwendung von Cookies von Facebook in diesem Browser erlauben?",
        inferred="de",
    ),
    "cookie_text": Text(
        "We use cookies and similar technologies to help provide and improve content on Meta Products.",
        "Wir verwenden Cookies und ähnliche Technologien, um Inhalte auf Meta-Produkten bereitzustellen und zu "
        "verbessern.",
    ),
    "cookie_others": Text("Cookies from other companies", "Cookies von anderen Unternehmen", inferred="de"),
    "cookie_allow": Text("Allow all cookies", "Alle Cookies erlauben", inferred=""),
    "cookie_decline": Text("Decline optional cookies", "Optionale Cookies ablehnen", inferred=""),
    "cookie_essential": Text("Only allow essential cookies", "Nur essenzielle Cookies erlauben", inferred="de"),
    **THIRD_PARTY,
    **INSTAGRAM,
    **MOBILE,
    **WHATSAPP,
}

FRIENDS = (("Ingrid Venn", "Meet our newborn, Storm."), ("Ola Bekjent", "Back from hospital at last."))
"""What other people wrote on the home page: nobody's receipt may hold a word of it."""

EEA = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO"
COUNTRIES = (*EEA.split(), "GB", "CH", "BR", "JP", "KR")
"""The EEA, and the other countries reported to have a first-party form."""
NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
NAMED = set(Locale.parse("en").territories) & set(Locale.parse("de").territories)
EVERYWHERE = tuple(sorted(iso for iso in NAMED - NO_COUNTRIES if iso.isalpha()))
"""Every country: the form for information from third parties is there for anyone."""


FURTHER = Path(__file__).parent / "languages"
"""Facebook's form in further languages, translated without a look at the program's own words, which they test."""


def further_languages() -> tuple[str, ...]:
    """The languages besides English and German in which Facebook's form can be shown."""
    return tuple(sorted(path.stem for path in FURTHER.glob("*.toml")))


@cache
def words(lang: str) -> dict[str, str]:
    """Every text in one language, by its name; in a further language, what is none of the form's stays English."""
    known = {name: text.de if lang == "de" else text.en for name, text in TEXTS.items()}
    if lang not in further_languages():
        return known
    further: dict[str, str] = tomllib.loads((FURTHER / f"{lang}.toml").read_text(encoding="utf-8"))["texts"]
    return known | further


def countries(lang: str, *, without: str = "", among: tuple[str, ...] = COUNTRIES) -> list[dict[str, str]]:
    """The countries offered, sorted as the page shows them; `value` stays English in every language."""
    local, english = Locale.parse(lang, sep="-").territories, Locale.parse("en").territories
    offered = [{"iso": iso, "value": english[iso], "text": local[iso]} for iso in among if iso != without]
    return sorted(offered, key=lambda country: country["text"])
