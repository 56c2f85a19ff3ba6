"""The link to the objection form itself."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class ObjectionLink(WayStep):
    """«right to object», «object», «Submit an objection request»: the European pages offer it (dossier 3.2 to 3.4)."""

    name = "objection_link"

    @property
    def landmark(self) -> Locator:
        """The link by its words. No button is one: «Your right to object» opens a part of the article."""
        return self.links().or_(self.links("exact", whole=True))

    @property
    def marks(self) -> str:
        """Any link to an address of the form that the person asked for, also wrapped in Meta's `l.php`."""
        return ", ".join(f'a[href*="{address}"]' for address in self.addresses)
