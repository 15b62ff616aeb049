"""Kinds of files a form may demand (XLSForm's ``body::accept``), told by what is in a file and not by its name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from domain.text import Text

_ZIP, _OLE, _EBML = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1a\x45\xdf\xa3"
_HEAD = 1024
_LEAST_TEXT = 4096  # so much of a text is read to know that it is one
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

Told = Callable[[bytes], bool]


def _begins(*marks: bytes) -> Told:
    return lambda content: content.startswith(marks)


def _riff(form: bytes) -> Told:
    return lambda content: content[:4] == b"RIFF" and content[8:12] == form


def _brand(*brands: bytes) -> Told:
    return lambda content: content[4:8] == b"ftyp" and content[8:12].startswith(brands)


def _office(part: bytes, *, has_macros: bool = False) -> Told:
    """The names of what a ZIP holds stand in it as they are."""
    return lambda content: content.startswith(_ZIP) and part in content and (b"vbaProject.bin" in content) is has_macros


def _open_document(kind: bytes) -> Told:
    mark = b"mimetype" + kind
    return lambda content: content.startswith(_ZIP) and mark in content[:_HEAD]


def _stream(*names: str) -> Told:
    """A file of the older Office, which names its streams in UTF-16."""
    marks = tuple(name.encode("utf-16-le") for name in names)
    return lambda content: content.startswith(_OLE) and any(mark in content for mark in marks)


def _is_text(content: bytes) -> bool:
    """Of any alphabet: UTF-16 says so itself, the others hold no control characters."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or _CONTROLS.search(content[:_LEAST_TEXT]) is None


@dataclass(frozen=True, slots=True)
class FileKind:
    """`extensions` are without a dot, the usual one first. Kinds of one `mimes` beginning are of one family."""

    name: Text
    extensions: tuple[str, ...]
    mimes: tuple[str, ...]
    is_told: Told


def _same(name: str) -> Text:
    return Text(name, name)


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_MACRO = "macroEnabled.12"
# In the order in which they are told apart: what holds for many kinds comes last.
KINDS: Final[tuple[FileKind, ...]] = (
    FileKind(_same("PDF"), ("pdf",), ("application/pdf",), lambda content: b"%PDF-" in content[:_HEAD]),
    FileKind(_same("JPEG"), ("jpg", "jpeg"), ("image/jpeg", "image/jpg"), _begins(b"\xff\xd8\xff")),
    FileKind(_same("PNG"), ("png",), ("image/png",), _begins(b"\x89PNG\r\n\x1a\n")),
    FileKind(_same("GIF"), ("gif",), ("image/gif",), _begins(b"GIF87a", b"GIF89a")),
    FileKind(_same("WebP"), ("webp",), ("image/webp",), _riff(b"WEBP")),
    FileKind(_same("TIFF"), ("tif", "tiff"), ("image/tiff",), _begins(b"II*\x00", b"MM\x00*")),
    FileKind(_same("BMP"), ("bmp",), ("image/bmp", "image/x-ms-bmp"), _begins(b"BM")),
    FileKind(_same("HEIC"), ("heic", "heif"), ("image/heic", "image/heif"), _brand(b"heic", b"heix", b"mif1", b"msf1")),
    FileKind(
        _same("Word"),
        ("docx", "doc"),
        (f"{_OOXML}wordprocessingml.document", "application/msword"),
        lambda content: _office(b"word/document.xml")(content) or _stream("WordDocument")(content),
    ),
    FileKind(
        _same("Excel"),
        ("xlsx", "xls"),
        (f"{_OOXML}spreadsheetml.sheet", "application/vnd.ms-excel"),
        lambda content: _office(b"xl/workbook.")(content) or _stream("Workbook", "Book")(content),
    ),
    FileKind(
        _same("PowerPoint"),
        ("pptx", "ppt"),
        (f"{_OOXML}presentationml.presentation", "application/vnd.ms-powerpoint"),
        lambda content: _office(b"ppt/presentation.xml")(content) or _stream("PowerPoint Document")(content),
    ),
    FileKind(
        Text("Word فيه وحدات ماكرو", "Word with macros"),
        ("docm",),
        (f"application/vnd.ms-word.document.{_MACRO}",),
        _office(b"word/document.xml", has_macros=True),
    ),
    FileKind(
        Text("Excel فيه وحدات ماكرو", "Excel with macros"),
        ("xlsm",),
        (f"application/vnd.ms-excel.sheet.{_MACRO}",),
        _office(b"xl/workbook.", has_macros=True),
    ),
    FileKind(_same("OpenDocument Text"), ("odt",), (f"{_ODF}text",), _open_document(f"{_ODF}text".encode())),
    FileKind(
        _same("OpenDocument Spreadsheet"),
        ("ods",),
        (f"{_ODF}spreadsheet",),
        _open_document(f"{_ODF}spreadsheet".encode()),
    ),
    FileKind(_same("RTF"), ("rtf",), ("application/rtf", "text/rtf"), _begins(b"{\\rtf")),
    FileKind(_same("WAV"), ("wav",), ("audio/wav", "audio/x-wav"), _riff(b"WAVE")),
    FileKind(_same("M4A"), ("m4a",), ("audio/mp4", "audio/x-m4a"), _brand(b"M4A")),
    FileKind(_same("OGG"), ("ogg", "oga", "opus"), ("audio/ogg", "audio/opus"), _begins(b"OggS")),
    FileKind(_same("AMR"), ("amr",), ("audio/amr",), _begins(b"#!AMR")),
    FileKind(
        _same("MP3"), ("mp3",), ("audio/mpeg", "audio/mp3"), _begins(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
    ),
    FileKind(_same("AVI"), ("avi",), ("video/x-msvideo",), _riff(b"AVI ")),
    FileKind(_same("3GP"), ("3gp",), ("video/3gpp",), _brand(b"3g")),
    FileKind(_same("MOV"), ("mov",), ("video/quicktime",), _brand(b"qt")),
    FileKind(_same("MP4"), ("mp4", "m4v"), ("video/mp4",), _brand(b"mp4", b"iso", b"avc", b"M4V", b"dash", b"MSNV")),
    FileKind(_same("WebM"), ("webm", "mkv"), ("video/webm", "video/x-matroska"), _begins(_EBML)),
    FileKind(_same("ZIP"), ("zip",), ("application/zip",), _begins(_ZIP)),
    FileKind(Text("نص", "text"), ("txt", "csv", "tsv"), ("text/plain", "text/csv"), _is_text),
)
_FAMILIES: Final[dict[str, Text]] = {
    "image": Text("صورة", "a picture"),
    "audio": Text("تسجيل صوتي", "a sound recording"),
    "video": Text("مقطع مصوّر", "a film"),
    "text": Text("نص", "text"),
}
_MOST = 40


def kind_of(content: bytes) -> FileKind | None:
    """None for a file of no kind that is known here."""
    return next((kind for kind in KINDS if kind.is_told(content)), None)


@dataclass(frozen=True, slots=True)
class Accepted:
    """`kinds` are told by what is in a file. `by_name` are extensions of kinds that nobody here can tell so: a file of
    no known kind is taken by its name. `names` are what to say to people."""

    kinds: tuple[FileKind, ...]
    by_name: tuple[str, ...]
    names: tuple[Text, ...]

    def takes(self, content: bytes, extension: str) -> bool:
        kind = kind_of(content)
        if kind is not None and kind in self.kinds:
            return True
        # A text is told by what is missing in it, so that it may be of a kind that is not known.
        is_known = kind is not None and kind is not KINDS[-1]
        return not is_known and extension.lower() in self.by_name

    @property
    def extensions(self) -> tuple[str, ...]:
        """What a chooser of files offers."""
        known = (extension for kind in self.kinds for extension in kind.extensions)
        return tuple(dict.fromkeys((*known, *self.by_name)))

    @property
    def told(self) -> Text:
        return Text(" أو ".join(name.ar for name in self.names), " or ".join(name.en for name in self.names))


@lru_cache(maxsize=256)
def read_accepted(asked: str) -> Accepted | None:
    """What ``body::accept`` says: extensions and media types, with commas between. None when any file will do."""
    kinds: list[FileKind] = []
    by_name: list[str] = []
    names: list[Text] = []
    for word in re.split(r"[\s,،;]+", asked.strip().lower())[:_MOST]:
        if word in ("*", "*/*", ".*", "application/*", "application/octet-stream"):
            return None
        found = _meant(word)
        kinds.extend(found)
        if not found and re.fullmatch(r"\.?[a-z0-9]{1,8}", word):
            by_name.append(word.lstrip("."))
        family = _FAMILIES.get(word.removesuffix("/*")) if word.endswith("/*") else None
        names.extend((family,) if family else (kind.name for kind in found))
    names.extend(_same(extension) for extension in by_name)
    if not kinds and not by_name:
        return None
    return Accepted(tuple(dict.fromkeys(kinds)), tuple(dict.fromkeys(by_name)), tuple(dict.fromkeys(names)))


def _meant(word: str) -> tuple[FileKind, ...]:
    if word.endswith("/*"):
        return tuple(kind for kind in KINDS if kind.mimes[0].startswith(word[:-1]))
    plain = word.lstrip(".")
    return tuple(kind for kind in KINDS if plain in kind.extensions or word in (mime.lower() for mime in kind.mimes))


def not_understood(asked: str) -> tuple[str, ...]:
    """The words of ``body::accept`` that are told by a file's name alone, or by nothing here: for the form's author."""
    words = [word for word in re.split(r"[\s,،;]+", asked.strip().lower()) if word]
    known = ("*", "*/*", ".*", "application/*", "application/octet-stream")
    return tuple(word for word in words if word not in known and not _meant(word))
