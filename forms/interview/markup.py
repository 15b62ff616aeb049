"""XML from outside, read without trust: no document type, no entities of its own, bounded size and depth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from domain.errors import RuleBroken

LARGEST_BYTES = 10 * 1024 * 1024
DEEPEST = 60
MOST_ELEMENTS = 200_000

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"


@dataclass(slots=True)
class Element:
    """One element. Names are ``{namespace}local`` as expat gives them, without braces for no namespace.

    `parts` are its texts and children in document order.
    """

    namespace: str
    name: str
    attributes: Mapping[str, str]
    parts: list["str | Element"] = field(default_factory=list)

    @property
    def children(self) -> list["Element"]:
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def text(self) -> str:
        return "".join(part for part in self.parts if isinstance(part, str))

    def find(self, name: str) -> "Element | None":
        return next((child for child in self.children if child.name == name), None)

    def get(self, name: str, namespace: str = "") -> str | None:
        return self.attributes.get(f"{namespace} {name}" if namespace else name)


def read_markup(source: str) -> Element:
    """The root element. Raises RuleBroken ``form.xml.…`` for what is not well-formed or not safe."""
    data = source.encode("utf-8", errors="replace")
    if len(data) > LARGEST_BYTES:
        raise _unsafe("large", ar="أكبر من المسموح", en="is larger than allowed")
    return _Reader().read(data)


class _Reader:
    def __init__(self) -> None:
        self._open: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, data: bytes) -> Element:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            line = error.lineno
            raise RuleBroken(
                "form.xml.broken",
                ar=f"ملف الاستمارة ليس XML سليمًا (السطر {line}). صدّره من جديد.",
                en=f"The form's file is not sound XML (line {line}). Export it again.",
            ) from error
        if self._root is None:
            raise _unsafe("empty", ar="فارغ", en="is empty")
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST:
            raise _unsafe("deep", ar="متداخل أكثر من المسموح", en="is nested deeper than allowed")
        if self._count > MOST_ELEMENTS:
            raise _unsafe("many", ar="فيه عناصر أكثر من المسموح", en="has more elements than allowed")
        namespace, _, local = name.rpartition(" ")
        element = Element(namespace, local, attributes)
        if self._open:
            self._open[-1].parts.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def _doctype(self, *_about: object) -> None:
        raise _unsafe("doctype", ar="فيه تعريف DOCTYPE أو كيانات، وهذا غير مسموح", en="has a DOCTYPE or entities")


def _unsafe(code: str, *, ar: str, en: str) -> RuleBroken:
    return RuleBroken(f"form.xml.{code}", ar=f"ملف الاستمارة {ar}.", en=f"The form's file {en}.")
