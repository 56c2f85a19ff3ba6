"""The receipt as one page that can be read, printed and mailed without anything beside it."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from meta_objection.receipts import wording
from meta_objection.report import Receipt

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class Picture:
    """A picture and the words for those who do not see it."""

    source: str
    words: str


def render(receipt: Receipt, pictures: Mapping[str, bytes]) -> str:
    """The page for this receipt; `pictures` are its PNG files by name, in order of arrival.

    Whatever came from the person or from Meta stands in it as text only: no address becomes a link, no markup
    is kept, and the page's own policy lets nothing run and nothing be loaded.
    """
    return _template().render(
        receipt=receipt,
        standing=wording.standing(receipt),
        headline=wording.headline(receipt),
        watermark=wording.watermark(receipt),
        proves=wording.proves(receipt),
        lights=wording.lights(receipt),
        moments=_moments(receipt),
        pictures=[_picture(name, png) for name, png in pictures.items()],
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 — listing receipts needs no Jinja

    environment = Environment(
        loader=PackageLoader("meta_objection.receipts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(universal=wording.universal, local=wording.local, found=wording.found)
    return environment.get_template("receipt.html")


def _moments(receipt: Receipt) -> list[tuple[str, datetime]]:
    times = receipt.times
    moments = (
        ("Begun", times.started),
        ("Button pressed", times.pressed),
        ("Meta answered", times.answered),
        ("Ended", times.ended),
    )
    return [(words, moment) for words, moment in moments if moment is not None]


def _picture(name: str, png: bytes) -> Picture:
    number, _, step = name.removesuffix(".png").partition("-")
    data = base64.b64encode(png).decode()
    return Picture(f"data:image/png;base64,{data}", f"Picture {int(number)}: the page at the step “{step}”")
