"""What stands under the title of a paper: which request, which form."""

from __future__ import annotations

from forms.paper.blocks import Paragraph, paragraph
from forms.paper.fonts import Weight
from forms.paper.layout import CONTENT_WIDTH
from forms.paper.pen import TITLE, Type
from forms.paper.text import Digits, prose

SUBTITLE = Type(Weight.MEDIUM, 12.5, 20)


def titled(text: str, digits: Digits) -> Paragraph:
    return paragraph(prose(text, digits), CONTENT_WIDTH, TITLE, align="centre", before=0, clings=True)


def subtitled(text: str, digits: Digits) -> Paragraph:
    return paragraph(prose(text, digits), CONTENT_WIDTH, SUBTITLE, align="centre", before=0, clings=True)
