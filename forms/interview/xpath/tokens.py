"""XPath text to tokens, by the lexical rules of XPath 1.0 (section 3.7) with ODK's names."""

import re
from dataclasses import dataclass

from domain.errors import RuleBroken

LONGEST_EXPRESSION = 20_000

_SPACE = re.compile(r"[ \t\r\n\u00a0]+")
_TOKEN = re.compile(
    r"""(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
      | (?P<literal>"[^"]*"|'[^']*')
      | (?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\]@,./|+\-=<>*$])
      | (?P<name>[^\W\d][\w.\-]*(?::(?!:)[^\W\d][\w.\-]*)?)""",
    re.VERBOSE,
)
_OPERATOR_NAMES = frozenset({"and", "or", "mod", "div"})
_OPERAND_ENDS = frozenset({")", "]", ".", "..", "*"})


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, literal, name, symbol, operator or end; `text` of a literal is without its quotes."""

    kind: str
    text: str
    at: int


def tokenize(source: str) -> tuple[Token, ...]:
    """All tokens, an `end` token last. Raises RuleBroken ``form.xpath.…`` naming the place."""
    if len(source) > LONGEST_EXPRESSION:
        raise refused("too_long", source[:40] + "…", 0, ar="أطول من المسموح", en="is too long")
    tokens: list[Token] = []
    position = 0
    while position < len(source):
        space = _SPACE.match(source, position)
        if space is not None:
            position = space.end()
            continue
        found = _TOKEN.match(source, position)
        if found is None:
            raise _strange(source, position)
        tokens.append(_token(found, tokens[-1] if tokens else None))
        position = found.end()
    tokens.append(Token("end", "", len(source)))
    return tuple(tokens)


def _token(found: re.Match[str], before: Token | None) -> Token:
    kind, text, at = str(found.lastgroup), found.group(), found.start()
    if kind == "literal":
        return Token("literal", text[1:-1], at)
    if _ends_operand(before) and (text in _OPERATOR_NAMES or text == "*"):
        return Token("operator", text, at)
    return Token("name" if text == "*" else kind, text, at)


def _ends_operand(before: Token | None) -> bool:
    if before is None:
        return False
    return before.kind in ("number", "literal", "name") or (before.kind == "symbol" and before.text in _OPERAND_ENDS)


def _strange(source: str, at: int) -> RuleBroken:
    char = source[at]
    if char in "،؛":
        return refused("arabic_comma", source, at, ar="فيه فاصلة عربية؛ استعمل ,", en="has an Arabic comma; use ,")
    if char.isdigit():
        return refused("digits", source, at, ar="فيه أرقام غير 0-9", en="has digits other than 0-9")
    if char in "\"'":
        return refused("quote", source, at, ar="فيه علامة تنصيص لم تُغلق", en="has a quote that is not closed")
    return refused("character", source, at, ar=f"فيه رمز غير مفهوم «{char}»", en=f"has a strange character “{char}”")


def refused(code: str, source: str, at: int, *, ar: str, en: str) -> RuleBroken:
    """The refusal of an expression; the sentences continue “The expression «…»”."""
    shown = source if len(source) <= 120 else source[:117] + "…"
    return RuleBroken(
        f"form.xpath.{code}",
        ar=f"العبارة «{shown}» {ar} (عند الحرف {at + 1}). صحّحها في ورقة الأسئلة.",
        en=f"The expression “{shown}” {en} (at character {at + 1}). Mend it in the survey sheet.",
    )
