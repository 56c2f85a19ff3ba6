"""WhatsApp's form: what can be asked for, and how the phone number is asked.

Seen are the option to object and that an e-mail address and the number are asked for; `email` and `confirm_email` are
named so on a sister form. The other names, options and the path that takes the sending are invented.
"""

from tests.replica.rows import Row
from tests.replica.stories import Story
from tests.replica.texts import countries

OPTIONS = ("whatsapp_access", "whatsapp_delete", "whatsapp_correct", "whatsapp_object")

_CODES = (
    "AT 43 BE 32 BG 359 HR 385 CY 357 CZ 420 DK 45 EE 372 FI 358 FR 33 DE 49 GR 30 HU 36 IE 353 IT 39 LV 371 LT 370 "
    "LU 352 MT 356 NL 31 PL 48 PT 351 RO 40 SK 421 SI 386 ES 34 SE 46 IS 354 LI 423 NO 47 GB 44 CH 41 BR 55 JP 81 KR 82"
)
DIALING = dict(zip(_CODES.split()[::2], _CODES.split()[1::2], strict=True))
"""The calling code of each country on offer."""


def whatsapp_rows(story: Story) -> list[Row]:
    """All rows of the form, in order."""
    split = [Row("country_selector", "whatsapp_code", "codes", required=True)] if story.phone == "split" else []
    return [
        Row("request", "whatsapp_question", "choice", required=True, options=OPTIONS),
        Row("whatsapp_email", "email", "email", required=True, name="email"),
        Row("confirm_email", "whatsapp_confirm", "email", required=True),
        *split,
        Row("phone_number", "whatsapp_number" if split else "whatsapp_phone", "tel", required=True),
    ]


def calling_codes(lang: str) -> list[dict[str, str]]:
    """The countries with their calling codes, as the list shows them."""
    offered = [country for country in countries(lang) if country["iso"] in DIALING]
    return [{"value": c["iso"], "text": f"{c['text']} (+{DIALING[c['iso']]})"} for c in offered]
