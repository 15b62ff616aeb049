"""A form of the association's own, imported and ready to be kept."""

from dataclasses import dataclass

from domain.text import Text


@dataclass(frozen=True)
class OwnForm:
    """A form that was imported from beside the profile. `notes` are for its author: what has no effect here."""

    id: str
    version: str
    sha256: str
    xform: str
    file: str
    notes: tuple[Text, ...] = ()
