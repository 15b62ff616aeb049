"""Labels, hints and messages of a form, in every language it has."""

import re
from collections.abc import Mapping

from domain.errors import RuleBroken
from forms.interview.markup import XFORMS, Element
from forms.interview.model import Note, Text
from forms.interview.nodes import Node, Skeleton
from forms.interview.xpath.compiler import LEADS_NOWHERE, Expression, compile_expression

_ITEXT = re.compile(r"""\s*jr:itext\(\s*['"](.*)['"]\s*\)\s*""", re.DOTALL)
_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\)\s*$")
_NAMES = {"arabic": "ar", "العربية": "ar", "عربي": "ar", "english": "en", "الإنجليزية": "en"}
_MISSING = "-"
_SHOWN = (None, "long", "short")
"""The forms of a text that a question shows, the first that there is."""
_OTHER_LABEL, _OTHER = "Specify other.", "Other"
_OUR_OTHER = {"ar": ("اذكر الجواب الآخر", "غير ذلك"), "en": ("Please specify", "Other")}

Pieces = tuple[str | Expression, ...]


def language_code(name: str) -> str:
    """``Arabic (ar)`` gives ``ar``; a name without a code is looked up, else kept."""
    found = _CODE.search(name)
    if found is not None:
        return found[1].lower()
    return _NAMES.get(name.strip().lower(), name)


class Texts:
    """All texts of a form; each is compiled at the node that shows it, because ``${…}`` is relative to that node."""

    def __init__(self, model: Element, skeleton: Skeleton) -> None:
        self._skeleton = skeleton
        self._entries: dict[str, dict[str, Element]] = {}
        self._fixed: dict[str, Text] = {}
        self.notes: list[Note] = []
        self.languages: tuple[str, ...] = ()
        self.fallback = ""
        itext = model.find("itext")
        for translation in itext.children if itext is not None else ():
            self._read_translation(translation)

    def _read_translation(self, translation: Element) -> None:
        code = language_code(translation.get("lang") or "")
        self.languages = (*self.languages, code) if code not in self.languages else self.languages
        if translation.get("default") is not None or not self.fallback:
            self.fallback = code
        for entry in translation.children:
            by_form = {value.get("form"): value for value in reversed(entry.children)}
            shown = next((by_form[form] for form in _SHOWN if form in by_form), None)
            self._note_media(entry)
            if shown is not None and _bare(shown) != _MISSING:
                self._entries.setdefault(entry.get("id") or "", {})[code] = shown

    def _note_media(self, entry: Element) -> None:
        forms = sorted({value.get("form") or "" for value in entry.children} - {"", "guidance", "short", "long"})
        if forms:
            self.notes.append(
                Note(
                    "form.media",
                    ar=f"لا تُعرض وسائط {', '.join(forms)} المرفقة بالنص «{entry.get('id')}».",
                    en=f"The media ({', '.join(forms)}) of the text “{entry.get('id')}” are not shown.",
                )
            )

    def of_element(self, element: Element | None, node: Node) -> Text | None:
        """The text of a ``<label>`` or ``<hint>``, by reference or written in it."""
        if element is None:
            return None
        ref = element.get("ref")
        return self.of_reference(ref, node) if ref is not None else self._written(element, node)

    def of_reference(self, ref: str, node: Node) -> Text:
        """The text a ``jr:itext('…')`` names; any other string is the text itself."""
        found = _ITEXT.fullmatch(ref)
        return self.by_id(found[1], node) if found is not None else Text({"": (ref,)}, "")

    def by_id(self, entry_id: str, node: Node) -> Text:
        known = self._fixed.get(entry_id)
        if known is not None:
            return known
        entries = self._entries.get(entry_id)
        if entries is None:
            return Text({"": ("",)}, "")
        text = Text({code: self._pieces(value, node) for code, value in entries.items()}, self._fallback(entries))
        if not text.reads:
            self._fixed[entry_id] = text
        return text

    def all_at(self, node: Node) -> dict[str, Text]:
        """Every text by its name, as it reads at `node`; one that speaks of what is not seen from there says nothing of
        it."""
        noted = len(self.notes)
        found = {name: self.by_id(name, node) for name in self._entries}
        del self.notes[noted:]
        return found

    def _fallback(self, entries: Mapping[str, Element]) -> str:
        return self.fallback if self.fallback in entries else next(iter(entries))

    def _written(self, element: Element, node: Node) -> Text:
        pieces = self._pieces(element, node)
        if pieces == (_OTHER_LABEL,):
            return Text({code: (label,) for code, (label, _) in _OUR_OTHER.items()}, "en")
        return Text({"": pieces}, "")

    def _pieces(self, value: Element, node: Node) -> Pieces:
        pieces: list[str | Expression] = []
        for part in value.parts:
            if isinstance(part, str):
                pieces.append(part)
            elif part.name == "output" and part.namespace == XFORMS:
                pieces.append(self._output(part.get("value") or part.get("ref") or "", node))
            else:
                raise _strange_markup(part)
        return _trimmed(pieces)

    def _output(self, source: str, node: Node) -> Expression:
        try:
            return compile_expression(source, node, self._skeleton)
        except RuleBroken as wrong:
            if wrong.code not in LEADS_NOWHERE:
                raise
            self.notes.append(Note(wrong.code, ar=wrong.ar, en=wrong.en))
            return compile_expression(source, node, self._skeleton, lenient=True)


def choice_other(text: Text) -> Text:
    """The choice that ``or_other`` adds is in English in every language; ours says it in Arabic too."""
    if text.pieces.get("ar") == (_OTHER,):
        return Text({**text.pieces, "ar": (_OUR_OTHER["ar"][1],)}, text.fallback)
    return text


def _bare(element: Element) -> str:
    return element.text.strip() if not element.children else ""


def _trimmed(pieces: list[str | Expression]) -> Pieces:
    if pieces and isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if pieces and isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return tuple(piece for piece in pieces if piece != "")


def _strange_markup(part: Element) -> RuleBroken:
    return RuleBroken(
        "form.text.markup",
        ar=f"في نص من نصوص الاستمارة وسم لا ندعمه «{part.name}».",
        en=f"A text of the form has markup that we do not run: “{part.name}”.",
    )
