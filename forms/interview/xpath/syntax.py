"""XPath tokens to a tree. What ODK does not define is refused by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import RuleBroken
from forms.interview.xpath.tokens import Token, refused, tokenize

DEEPEST = 80

_LEVELS: dict[str, int] = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class Negated:
    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands of one level of precedence, applied from the left: ``a + b - c``."""

    first: "Tree"
    rest: tuple[tuple[str, "Tree"], ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is a child's name, ``*``, ``.`` or ``..``."""

    name: str
    predicates: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Path:
    """`start` is ``/`` (the form's own data), ``.`` (here), ``current`` or ``instance``; `instance` names a list."""

    start: str
    steps: tuple[Step, ...]
    instance: str = ""


Tree = Number | Literal | Negated | Chain | Call | Path


def parse(source: str) -> Tree:
    """The tree of an expression. Raises RuleBroken ``form.xpath.…``."""
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens: Sequence[Token] = tokenize(source)
        self._next = 0
        self._depth = 0

    def whole(self) -> Tree:
        if self._peek().kind == "end":
            raise self._refused("empty", self._peek(), ar="فارغة", en="is empty")
        tree = self._expression(1)
        if self._peek().kind != "end":
            raise self._unexpected()
        return tree

    def _expression(self, level: int) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._refused("too_deep", self._peek(), ar="متداخلة أكثر من المسموح", en="is nested too deep")
        tree = self._operand()
        while (found := self._level()) >= level:
            tree = self._chain(tree, found)
        self._depth -= 1
        return tree

    def _chain(self, first: Tree, level: int) -> Tree:
        rest: list[tuple[str, Tree]] = []
        while self._level() == level:
            operator = self._take().text
            rest.append((operator, self._expression(level + 1)))
        return Chain(first, tuple(rest))

    def _level(self) -> int:
        token = self._peek()
        return _LEVELS.get(token.text, 0) if token.kind in ("operator", "symbol") else 0

    def _operand(self) -> Tree:
        negations = 0
        while self._is("-"):
            self._take()
            negations += 1
        tree = self._primary()
        if self._is("|"):
            raise self._refused("union", self._peek(), ar="فيها اتحاد مسارات «|» ولا ندعمه", en="has a union “|”")
        for _ in range(min(negations, 2 - negations % 2)):
            tree = Negated(tree)
        return tree

    def _primary(self) -> Tree:
        token = self._peek()
        if token.kind == "number":
            return Number(float(self._take().text))
        if token.kind == "literal":
            return Literal(self._take().text)
        if self._is("("):
            return self._bracketed()
        if token.kind == "name" and self._after(1).text == "(" and token.text != "*":
            return self._call()
        return self._path()

    def _bracketed(self) -> Tree:
        self._take()
        tree = self._expression(1)
        self._expect(")")
        if self._peek().text in ("[", "/"):
            raise self._refused("filter", self._peek(), ar="ترشّح نتيجة بين قوسين", en="filters a bracketed result")
        return tree

    def _call(self) -> Tree:
        name = self._take().text
        self._take()
        arguments: list[Tree] = []
        while not self._is(")"):
            if arguments:
                self._expect(",")
            arguments.append(self._expression(1))
        self._take()
        if name == "instance" and len(arguments) == 1 and isinstance(arguments[0], Literal):
            return Path("instance", self._steps_after_slash(), arguments[0].text)
        if name == "current" and not arguments:
            return Path("current", self._steps_after_slash())
        if self._peek().text in ("[", "/"):
            raise self._refused("filter", self._peek(), ar="ترشّح نتيجة دالة", en="filters a function's result")
        return Call(name, tuple(arguments))

    def _steps_after_slash(self) -> tuple[Step, ...]:
        if not self._is("/"):
            return ()
        self._take()
        return self._steps()

    def _path(self) -> Tree:
        if self._is("//"):
            raise self._refused("axis", self._peek(), ar="فيها «//» ولا ندعمه", en="has “//”, which we do not run")
        if self._is("/"):
            self._take()
            return Path("/", self._steps())
        return Path(".", self._steps())

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._is("/"):
            self._take()
            steps.append(self._step())
        if self._is("//"):
            raise self._refused("axis", self._peek(), ar="فيها «//» ولا ندعمه", en="has “//”, which we do not run")
        return tuple(steps)

    def _step(self) -> Step:
        token = self._peek()
        if token.text in ("@", "::", "$") or self._after(1).text == "::":
            raise self._refused("axis", token, ar="فيها محور أو متغيّر لا ندعمه", en="has an axis or a variable")
        if not (token.kind == "name" or (token.kind == "symbol" and token.text in (".", ".."))):
            raise self._unexpected()
        name = self._take().text
        predicates: list[Tree] = []
        while self._is("["):
            self._take()
            predicates.append(self._expression(1))
            self._expect("]")
        if predicates and name in (".", ".."):
            raise self._refused("filter", token, ar="ترشّح «.» أو «..»", en="filters “.” or “..”")
        return Step(name, tuple(predicates))

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _after(self, count: int) -> Token:
        return self._tokens[min(self._next + count, len(self._tokens) - 1)]

    def _take(self) -> Token:
        token = self._peek()
        self._next += 1
        return token

    def _is(self, symbol: str) -> bool:
        token = self._peek()
        return token.kind == "symbol" and token.text == symbol

    def _expect(self, symbol: str) -> None:
        if not self._is(symbol):
            raise self._unexpected()
        self._take()

    def _unexpected(self) -> RuleBroken:
        token = self._peek()
        if token.kind == "end":
            return self._refused("unfinished", token, ar="ناقصة في آخرها", en="ends too early")
        return self._refused("syntax", token, ar=f"غير مفهومة عند «{token.text}»", en=f"is wrong at “{token.text}”")

    def _refused(self, code: str, token: Token, *, ar: str, en: str) -> RuleBroken:
        return refused(code, self._source, token.at, ar=ar, en=en)
