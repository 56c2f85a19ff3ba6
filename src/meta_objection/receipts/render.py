"""The receipt as one page that can be read, printed and mailed without anything beside it."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from meta_objection.languages import Texts
from meta_objection.receipts import wording
from meta_objection.report import Receipt, Stamp

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class Picture:
    """A picture and the words for those who do not see it."""

    source: str
    words: str


def render(receipt: Receipt, pictures: Mapping[str, bytes], stamps: Iterable[Stamp] = ()) -> str:
    """The page for this receipt; `pictures` are its pictures by name, in order of arrival.

    Whatever came from the person or from Meta stands in it as text only: no address becomes a link, no markup
    is kept, and the page's own policy lets nothing run and nothing be loaded.
    """
    texts = wording.texts_of(receipt)
    return template("receipt.html").render(
        receipt=receipt,
        tag=texts["tag"],
        say=texts["say"],
        standing=wording.standing(receipt),
        headline=wording.headline(receipt),
        watermark=wording.watermark(receipt),
        proves=wording.proves(receipt),
        how_long=wording.how_long(receipt),
        next_move=wording.next_move(receipt),
        lights=wording.lights(receipt),
        moments=_moments(receipt, texts),
        stamps=[wording.stamp_words(one, texts) for one in stamps],
        steps=[(one, wording.found(one.found_by, texts)) for one in receipt.steps],
        pictures=[_picture(at, *one, texts) for at, one in enumerate(pictures.items(), start=1)],
        others=[(file.path, texts["files"][file.path]) for file in receipt.files if file.path in texts["files"]],
    )


@cache
def template(name: str, room: str = "receipts") -> "Template":
    """One of the pages that a room of this program makes. Nothing filled into it is ever taken for markup."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 — listing receipts needs no Jinja

    environment = Environment(
        loader=PackageLoader(f"meta_objection.{room}"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _moments(receipt: Receipt, texts: Texts) -> list[tuple[str, datetime, str, str]]:
    """Each moment that is known: its name, itself, and how it is said for everybody and on this machine."""
    times = receipt.times
    moments = {"started": times.started, "pressed": times.pressed, "answered": times.answered, "ended": times.ended}
    return [
        (texts["say"][name], moment, wording.universal(moment, texts), wording.local(moment))
        for name, moment in moments.items()
        if moment is not None
    ]


def _picture(number: int, name: str, content: bytes, texts: Texts) -> Picture:
    stem, _, kind = name.rpartition(".")
    data = base64.b64encode(content).decode()
    words = texts["say"]["picture"].format(number=number, step=stem.partition("-")[2])
    return Picture(f"data:image/{'png' if kind == 'png' else 'jpeg'};base64,{data}", words)
