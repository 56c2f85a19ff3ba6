"""A letter as text, as a page to print, and as a mail that opens as an unsent draft."""

import re
import textwrap
from email.message import EmailMessage
from email.policy import SMTP

from meta_objection.followup.compose import Draft, Facts
from meta_objection.receipts.render import template

_WIDTH = 78
_GAP = re.compile(r"(\[[^\[\]]+\])")


def as_text(letter: Draft) -> str:
    """The letter as plain text, a blank line between its parts."""
    parts = [
        *([letter.warning] if letter.warning else []),
        "\n".join(letter.sender),
        "\n".join(letter.recipient),
        letter.place,
        letter.subject,
        *map(_block, letter.blocks),
        letter.closing,
        letter.signature,
    ]
    if letter.enclosures:
        parts.append("\n".join([f"{letter.enclosures_title}:", *(_filled(f"- {one}") for one in letter.enclosures)]))
    return "\n\n".join(parts) + "\n"


def _block(block: str | Facts) -> str:
    if isinstance(block, str):
        return _filled(block)
    return "\n".join(_filled(f"- {name}: {text}") for name, text in block)


def _filled(text: str) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        subsequent_indent="  " if text.startswith("- ") else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_page(letter: Draft) -> str:
    """The letter as one page to be printed; it runs nothing and loads nothing, and gaps stand out in it."""
    return template("letter.html", "followup").render(letter=letter, pieces=_pieces)


def _pieces(text: str) -> list[tuple[bool, str]]:
    """The text in pieces, each with whether it is a gap."""
    return [(bool(_GAP.fullmatch(piece)), piece) for piece in _GAP.split(text) if piece]


def as_mail(letter: Draft, sender: str | None, attachment: tuple[str, bytes] | None) -> bytes:
    """The letter as a mail not sent yet, with one ZIP file beside it if there is one.

    `X-Unsent` lets Outlook open it for writing; Thunderbird and Apple Mail have «edit as new» and «send again». Nobody
    but an address that is known to take such mail stands under «To».
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if letter.to:
        mail["To"] = letter.to
    if sender:
        mail["From"] = sender
    mail["Subject"] = letter.subject
    mail["Content-Language"] = letter.tag
    mail.set_content(as_text(letter))
    mail.add_alternative(as_page(letter), subtype="html")
    if attachment:
        name, content = attachment
        mail.add_attachment(content, maintype="application", subtype="zip", filename=name)
    return bytes(mail)
