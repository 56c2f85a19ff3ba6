"""The texts of the forms besides Facebook's own, English and German."""

from tests.replica.text import Text

THIRD_PARTY = {
    "third_title": Text("Generative AI Data Subject Rights", "Betroffenenrechte bei generativer KI", inferred="de"),
    "third_title_later": Text(
        "Data subject rights for third-party information used for AI at Meta",
        "Betroffenenrechte bei Informationen von Dritten, die für KI bei Meta verwendet werden",
        inferred="de",
    ),
    "third_intro": Text(
        "This form is where you can submit requests related to your personal information from third parties being "
        "used to train Meta's generative AI models.",
        "Über dieses Formular kannst du Anfragen zu deinen personenbezogenen Informationen von Dritten einreichen, "
        "die zum Training der generativen KI-Modelle von Meta verwendet werden.",
        inferred="de",
    ),
    "third_intro_later": Text(
        "This form is where you can submit requests related to your personal information from third parties being "
        "used to develop and improve AI at Meta.",
        "Über dieses Formular kannst du Anfragen zu deinen personenbezogenen Informationen von Dritten einreichen, "
        "die zur Entwicklung und Verbesserung von KI bei Meta verwendet werden.",
        inferred="de",
    ),
    "third_cannot": Text(
        "We don't link this information to an account. For this reason, we don't provide the ability to access, "
        "download, correct or delete personal information from third parties. However, if you have a concern about "
        "your personal information being included in a response from an AI at Meta model, you can let us know using "
        "this form.",
        "Wir verknüpfen diese Informationen nicht mit einem Konto. Deshalb bieten wir nicht die Möglichkeit an, "
        "personenbezogene Informationen von Dritten abzurufen, herunterzuladen, zu korrigieren oder zu löschen. Wenn "
        "du jedoch Bedenken hast, weil deine personenbezogenen Informationen in einer Antwort eines Modells von KI "
        "bei Meta vorkommen, kannst du uns das über dieses Formular mitteilen.",
    ),
    "third_review": Text(
        "We don't automatically fulfill requests sent using this form. We review them consistent with your local laws.",
        "Wir erfüllen Anfragen, die über dieses Formular gesendet werden, nicht automatisch. Wir prüfen sie gemäß den "
        "Gesetzen an deinem Wohnort.",
        inferred="de",
    ),
    "third_enter": Text(
        "Enter your details below to submit your request.",
        "Gib unten deine Angaben ein, um deine Anfrage einzureichen.",
        inferred="de",
    ),
    "third_question": Text(
        "Choose the option that best describes your issue or objection.",
        "Wähle die Option aus, die dein Anliegen oder deinen Widerspruch am besten beschreibt.",
    ),
    "third_object": Text(
        "I want to object or restrict the processing of my personal information from third parties used for "
        "generative AI",
        "Ich möchte der Verarbeitung meiner personenbezogenen Informationen von Dritten, die für generative KI "
        "verwendet werden, widersprechen oder sie einschränken",
        inferred="de",
    ),
    "third_object_later": Text(
        "I want to object to or restrict the processing of my personal information from third parties used for "
        "developing and improving AI at Meta",
        "Ich möchte der Verarbeitung meiner personenbezogenen Informationen von Dritten, die zur Entwicklung und "
        "Verbesserung von KI bei Meta verwendet werden, widersprechen oder sie einschränken",
        inferred="de",
    ),
    "third_access": Text(
        "I want to access, download, or correct any personal information from third parties used for generative AI",
        "Ich möchte personenbezogene Informationen von Dritten, die für generative KI verwendet werden, abrufen, "
        "herunterladen oder korrigieren",
        inferred="de",
    ),
    "third_delete": Text(
        "I want to delete any personal information from third parties used for generative AI",
        "Ich möchte personenbezogene Informationen von Dritten, die für generative KI verwendet werden, löschen",
        inferred="de",
    ),
    "third_concern": Text(
        "I have a concern about my personal information from third parties appearing in a response from an AI at "
        "Meta model, feature or experience",
        "Ich habe Bedenken, weil meine personenbezogenen Informationen von Dritten in einer Antwort eines Modells, "
        "einer Funktion oder eines Erlebnisses von KI bei Meta vorkommen",
    ),
    "third_other": Text("I have a different issue", "Ich habe ein anderes Anliegen"),
    "third_country": Text("What is your country of residence?", "In welchem Land lebst du?"),
    "third_name": Text("Full name", "Vollständiger Name", inferred="de"),
    "third_first_name": Text("First name", "Vorname", inferred="de"),
    "third_last_name": Text("Last name", "Nachname", inferred="de"),
    "third_evidence_note": Text(
        "To address your request, we need information about whether Meta's generative AI models have knowledge of "
        "you. Please provide any prompts you entered that resulted in your personal information appearing in a "
        "generative AI response. We also need evidence of the response that shows your personal information.",
        "Um deine Anfrage zu bearbeiten, müssen wir wissen, ob die generativen KI-Modelle von Meta etwas über dich "
        "wissen. Bitte gib alle Prompts an, die du eingegeben hast und durch die deine personenbezogenen "
        "Informationen in einer Antwort generativer KI erschienen sind. Außerdem benötigen wir einen Nachweis der "
        "Antwort, auf dem deine personenbezogenen Informationen zu sehen sind.",
        inferred="de",
    ),
    "third_evidence_note_later": Text(
        "To address your request, we need information about whether AI at Meta's models have knowledge of you. "
        "Please provide any prompts you entered that resulted in your personal information appearing in a response "
        "from an AI at Meta model. We also need evidence of the response that shows your personal information.",
        "Um deine Anfrage zu bearbeiten, müssen wir wissen, ob die Modelle von KI bei Meta etwas über dich wissen. "
        "Bitte gib alle Prompts an, die du eingegeben hast und durch die deine personenbezogenen Informationen in "
        "einer Antwort eines Modells von KI bei Meta erschienen sind. Außerdem benötigen wir einen Nachweis der "
        "Antwort, auf dem deine personenbezogenen Informationen zu sehen sind.",
        inferred="de",
    ),
    "third_prompts": Text("Prompts you entered", "Von dir eingegebene Prompts"),
    "third_evidence": Text(
        "Evidence of the response, such as a screenshot", "Nachweis der Antwort, zum Beispiel ein Screenshot"
    ),
    "third_choose_files": Text("Choose files", "Dateien auswählen"),
    "third_context": Text(
        "Please provide more context about your concern and specify what you are requesting.",
        "Bitte erläutere dein Anliegen genauer und gib an, was du verlangst.",
        inferred="de",
    ),
    "received_title": Text("Thank you for your request", "Danke für deine Anfrage"),
    "received": Text(
        "We've received your request. We don't automatically fulfill requests sent using this form. We'll review it "
        "consistent with your local laws.",
        "Wir haben deine Anfrage erhalten. Wir erfüllen Anfragen, die über dieses Formular gesendet werden, nicht "
        "automatisch. Wir prüfen sie gemäß den Gesetzen an deinem Wohnort.",
    ),
    # the sign-in form in the header of a page that can be read signed out
    "login_bar": Text("Log In", "Anmelden", inferred="de"),
    "login_bar_name": Text("Email or phone", "E-Mail-Adresse oder Telefonnummer", inferred="de"),
}

WHATSAPP = {
    "whatsapp_title": Text("Data Subject Rights Form", "Formular zu Betroffenenrechten", inferred="de"),
    "whatsapp_intro": Text(
        "Use this form to tell us about your rights regarding your information on WhatsApp.",
        "Über dieses Formular kannst du dich wegen deiner Rechte in Bezug auf deine Informationen bei WhatsApp an uns "
        "wenden.",
    ),
    "whatsapp_question": Text("How can we help you?", "Wie können wir dir helfen?"),
    "whatsapp_access": Text("How can I access my information?", "Wie kann ich auf meine Informationen zugreifen?"),
    "whatsapp_delete": Text("How can I delete my information?", "Wie kann ich meine Informationen löschen?"),
    "whatsapp_correct": Text("How can I correct my information?", "Wie kann ich meine Informationen korrigieren?"),
    "whatsapp_object": Text(
        "How can I make an objection to the processing of my information?",
        "Wie kann ich der Verarbeitung meiner Informationen widersprechen?",
        inferred="de",
    ),
    "whatsapp_confirm": Text("Confirm email address", "E-Mail-Adresse bestätigen"),
    "whatsapp_code": Text("Country code", "Ländervorwahl"),
    "whatsapp_number": Text("Phone number", "Telefonnummer"),
    "whatsapp_phone": Text(
        "Your WhatsApp phone number, with country code", "Deine WhatsApp-Telefonnummer mit Ländervorwahl"
    ),
    "whatsapp_differs": Text("The email addresses don't match.", "Die E-Mail-Adressen stimmen nicht überein."),
    "whatsapp_phone_wrong": Text("Please enter a valid phone number.", "Bitte gib eine gültige Telefonnummer ein."),
    "whatsapp_received_title": Text("Thank you for your request", "Danke für deine Anfrage"),
    "whatsapp_received": Text(
        "We've received your request. We will contact you by email to ask what information processing you are "
        "objecting to and why.",
        "Wir haben deine Anfrage erhalten. Wir werden dich per E-Mail fragen, welcher Verarbeitung deiner "
        "Informationen du widersprichst und warum.",
    ),
}

INSTAGRAM = {
    "search_help": Text("Search help articles", "Hilfeartikel durchsuchen"),
    "instagram_login_name": Text(
        "Phone number, username, or email", "Telefonnummer, Benutzername oder E-Mail-Adresse", inferred="de"
    ),
    "instagram_cookies": Text(
        "Allow the use of cookies from Instagram on this browser?",
        "Die Verwendung von Cookies von Instagram in diesem Browser erlauben?",
        inferred="de",
    ),
    "settings_activity": Text("Settings and activity", "Einstellungen und Aktivität", inferred="de"),
    "edit_profile": Text("Edit profile", "Profil bearbeiten"),
    "more_info": Text("More info and support", "Weitere Infos und Support", inferred="de"),
    "instagram_help": Text("Help", "Hilfe"),
    "about": Text("About", "Info", inferred=""),
    "about_account": Text("About your account", "Infos zu deinem Konto"),
    "terms_of_use": Text("Terms of Use", "Nutzungsbedingungen"),
    "instagram_feed": Text("Suggested posts", "Vorgeschlagene Beiträge"),
}

MOBILE = {
    "back": Text("Back", "Zurück"),
    "loading": Text("Loading...", "Wird geladen ..."),
    "try_again": Text("Try again", "Erneut versuchen"),
}
