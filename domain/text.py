"""A text in the product's two languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in Arabic and in English; neither is empty where a profile or a table is read."""

    ar: str
    en: str
