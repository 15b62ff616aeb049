"""TOML files that people write, read into frozen dataclasses; every complaint names file, key and mend.

The dataclass is the only description: its field names are the keys, its types the shapes, a field with a default may
be left out. Understood types: str, int, bool, Literal, `X | None`, `tuple[X, ...]`, and other such dataclasses.
"""

import dataclasses
import difflib
import re
import tomllib
import types
import typing
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NoReturn, TypeVar

from domain.errors import RuleBroken
from domain.text import Text

MOST_BYTES = 256 * 1024
MOST_TEXT = 2000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")

# `X | None` and `Literal[…] | None` come as different kinds of union.
_UNIONS = (types.UnionType, typing.Union)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Shape:
    """Reads and complains about one file; codes of complaints start with `code`."""

    file: str
    code: str

    def read(self, cls: type[Made], found: Mapping[str, object], path: str = "") -> Made:
        """The table as `cls`. Raises RuleBroken for an unknown or missing key, a wrong type, an empty text."""
        hints = typing.get_type_hints(cls)
        fields = {one.name: one for one in dataclasses.fields(cls)}  # type: ignore[arg-type]
        for key in found:
            if key not in fields:
                self._refuse_unknown(_join(path, key), key, fields)
        values: dict[str, object] = {}
        for name, one in fields.items():
            if name in found:
                values[name] = self._value(hints[name], found[name], _join(path, name))
            elif one.default is dataclasses.MISSING:
                self._refuse_missing(_join(path, name), hints[name])
        made = cls(**values)
        if isinstance(made, Text):
            self._check_text(made, path)
        return made

    def day(self, text: str, path: str) -> date:
        """An ISO day of the Gregorian calendar."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse("date", path, ar="اكتب اليوم بالشكل 2024-02-14", en="write the day like 2024-02-14")

    def known(self, value: str, allowed: Collection[str], path: str) -> None:
        """`value` is one of what the file itself defines."""
        if value not in allowed:
            near = difflib.get_close_matches(value, allowed, 1) or sorted(allowed)[:1]
            hint_ar, hint_en = (f"؛ لعلّك تقصد «{near[0]}»", f"; perhaps “{near[0]}”") if near else ("", "")
            self.refuse(
                "dangling",
                path,
                ar=f"«{value}» غير معرّف في هذا الملف{hint_ar}، أو عرّفه",
                en=f"“{value}” is not defined in this file{hint_en}, or define it",
            )

    def refuse(self, kind: str, path: str, *, ar: str, en: str) -> NoReturn:
        """RuleBroken with the file and the key before the sentence."""
        raise RuleBroken(
            f"{self.code}.{kind}",
            ar=f"الملف {self.file}، المفتاح {path}: {ar}.",
            en=f"File {self.file}, key {path}: {en}.",
            field=path,
        )

    def _value(self, hint: Any, found: object, path: str) -> object:
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin in _UNIONS:
            return self._value(next(kind for kind in inner if kind is not type(None)), found, path)
        if origin is tuple:
            return self._array(inner[0], found, path)
        if origin is Literal:
            return self._literal(inner, found, path)
        if dataclasses.is_dataclass(hint):
            if not isinstance(found, dict):
                self._refuse_type(path, hint, found)
            return self.read(typing.cast(type, hint), found, path)
        if type(found) is not hint:
            self._refuse_type(path, hint, found)
        return self._string(found, path) if isinstance(found, str) else found

    def _array(self, kind: Any, found: object, path: str) -> tuple[object, ...]:
        if not isinstance(found, list):
            self._refuse_type(path, tuple, found)
        return tuple(self._value(kind, item, f"{path}[{index}]") for index, item in enumerate(found))

    def _literal(self, allowed: tuple[Any, ...], found: object, path: str) -> object:
        if found not in allowed or isinstance(found, bool):
            words = "، ".join(map(str, allowed))
            self.refuse(
                "not_a_choice",
                path,
                ar=f"القيمة يجب أن تكون إحدى: {words}",
                en=f"the value must be one of: {', '.join(map(str, allowed))}",
            )
        return found

    def _string(self, found: str, path: str) -> str:
        text = unicodedata.normalize("NFC", found.strip())
        if not text:
            self.refuse("empty", path, ar="النص فارغ؛ اكتبه أو احذف المفتاح", en="the text is empty; write it")
        if len(text) > MOST_TEXT:
            self.refuse(
                "too_long",
                path,
                ar=f"النص أطول من {MOST_TEXT} حرف؛ اختصره",
                en=f"more than {MOST_TEXT} letters; cut it",
            )
        if _CONTROL.search(text):
            self.refuse(
                "control",
                path,
                ar="في النص حرف خفيّ لا يُطبع؛ أعد كتابته باليد",
                en="there is an invisible character in the text; type it again by hand",
            )
        return text

    def _check_text(self, text: Text, path: str) -> None:
        if not _ARABIC_LETTER.search(text.ar):
            self.refuse(
                "no_arabic",
                f"{path}.ar",
                ar="اكتب هنا النص العربي",
                en="the Arabic text belongs here, in Arabic letters",
            )

    def _refuse_unknown(self, path: str, key: str, fields: Collection[str]) -> NoReturn:
        near = difflib.get_close_matches(key, fields, 1)
        hint_ar, hint_en = (f"لعلّك تقصد «{near[0]}»، أو ", f"perhaps “{near[0]}” is meant, or ") if near else ("", "")
        self.refuse(
            "unknown_key",
            path,
            ar=f"مفتاح غير معروف؛ {hint_ar}احذفه",
            en=f"unknown key; {hint_en}delete it",
        )

    def _refuse_missing(self, path: str, hint: Any) -> NoReturn:
        example = _example(path.rsplit(".", 1)[-1], hint)
        self.refuse(
            "missing_key", path, ar=f"مفتاح ناقص؛ أضفه، مثل: {example}", en=f"missing key; add it, like: {example}"
        )

    def _refuse_type(self, path: str, wanted: Any, found: object) -> NoReturn:
        ar, en = _kind_of(wanted)
        found_ar, found_en = _kind_of(type(found))
        self.refuse(
            "wrong_type", path, ar=f"المطلوب {ar} والموجود {found_ar}؛ صحّحه", en=f"{en} is wanted, {found_en} found"
        )


def check_size(text: str, shape: Shape) -> None:
    """Refuses a text too long to be one of our files, before anything parses it."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise RuleBroken(
            f"{shape.code}.too_large",
            ar=f"الملف {shape.file} أكبر من {MOST_BYTES // 1024} كيلوبايت؛ ليس هذا ملفًا من هذا النوع.",
            en=f"File {shape.file} is larger than {MOST_BYTES // 1024} KiB; it is not a file of this kind.",
        )


def read_toml(text: str, shape: Shape) -> Mapping[str, object]:
    """The TOML tables. Raises RuleBroken with the line for what is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = str(error)
    except RecursionError:
        where = "nested too deeply"
    raise RuleBroken(
        f"{shape.code}.not_toml",
        ar=f"الملف {shape.file} ليس TOML سليمًا؛ صحّح الموضع: {where}",
        en=f"File {shape.file} is not valid TOML; mend it at: {where}",
    )


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _example(key: str, hint: Any) -> str:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in _UNIONS:
        return _example(key, inner[0])
    if origin is Literal:
        return f'{key} = "{inner[0]}"'
    if origin is tuple:
        return f"[[{key}]]" if dataclasses.is_dataclass(inner[0]) else f'{key} = ["…"]'
    if hint is Text:
        return f'{key} = {{ ar = "…", en = "…" }}'
    if dataclasses.is_dataclass(hint):
        return f"[{key}]"
    return f"{key} = " + {bool: "true", int: "1"}.get(hint, '"…"')


def _kind_of(kind: Any) -> tuple[str, str]:
    if kind is Text:
        return 'زوج نصوص { ar = "…", en = "…" }', 'a pair of texts { ar = "…", en = "…" }'
    if kind is dict or dataclasses.is_dataclass(kind):
        return "جدول", "a table"
    names = {
        str: ('نص بين علامتي "…"', 'a text in quotes "…"'),
        int: ("عدد صحيح", "a whole number"),
        bool: ("true أو false", "true or false"),
        tuple: ("قائمة […]", "a list […]"),
        list: ("قائمة […]", "a list […]"),
    }
    return names.get(kind, ("شيء آخر", "something else"))
