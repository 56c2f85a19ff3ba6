"""What offers a form: on the article, in the policy, on the page of a notice."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class RightSection(WayStep):
    """«Your right to object», an accordion (dossier 3.5, 7.3)."""

    name = "right_section"

    @property
    def landmark(self) -> Locator:
        """The closed part by its words."""
        return self.closed()


class SharedInformation(WayStep):
    """«Information you've shared on Meta Products», which leads to the objection form (dossier 3.3 B)."""

    name = "shared_information"

    @property
    def landmark(self) -> Locator:
        """The control by its words."""
        return self.links().or_(self.buttons())


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


class RequestsLink(WayStep):
    """«Learn more and submit requests here», which everybody sees (dossier 0.2, 3.1)."""

    name = "requests_link"

    @property
    def landmark(self) -> Locator:
        """The link by its words."""
        return self.links()
