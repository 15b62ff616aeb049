"""Forms by seed: every construct the engine runs, in the shapes that needs assessments have."""

import random
from dataclasses import dataclass, field
from functools import cache

from forms.interview.conversion import convert_form

LANGUAGES = ("English (en)", "العربية (ar)", "Français (fr)", "کوردی (ku)")
_COLUMNS = (
    "type",
    "name",
    *(f"label::{language}" for language in LANGUAGES),
    "relevant",
    "required",
    "readonly",
    "constraint",
    "calculation",
    "choice_filter",
    "repeat_count",
    "default",
    "trigger",
    "parameters",
    "appearance",
)
_REGIONS, _PLACES = 4, 12


@dataclass(slots=True)
class _Scope:
    """Names of one repeat (or of the form), by what they hold; `up` is the scope around it."""

    repeat: str
    up: "_Scope | None"
    numbers: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    ones: list[tuple[str, str]] = field(default_factory=list)
    many: list[tuple[str, str]] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    inner: list["_Scope"] = field(default_factory=list)

    def seen(self, kind: str) -> list[str]:
        """Names that an expression here may use plainly: those of this scope and of those around it."""
        own = [name if isinstance(name, str) else name[0] for name in getattr(self, kind)]
        return own + (self.up.seen(kind) if self.up is not None else [])


_LISTS = {
    "yn": ("yes", "no"),
    "kind": ("a", "b", "c", "d"),
    "level": ("1", "2", "3"),
    "asset": ("car", "tv", "goat", "none"),
}


class _Writer:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(f"form {seed}")
        self.rows: list[dict[str, str]] = []
        self.count = 0

    def name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def row(self, kind: str, name: str, **columns: str) -> None:
        labels = {f"label::{language}": f"{name} {language[:2]}" for language in LANGUAGES}
        plain = kind not in ("calculate", "hidden", "end_group", "end_repeat", "start", "today", "end", "username")
        self.rows.append({"type": kind, "name": name, **(labels if plain else {}), **columns})

    # Questions.

    def block(self, scope: _Scope, depth: int, size: int) -> None:
        for _ in range(size):
            roll = self.dice.random()
            if roll < 0.12 and depth < 3:
                self.group(scope, depth)
            elif roll < 0.22 and depth < 3:
                self.repeat(scope, depth)
            elif roll < 0.52:
                self.calculation(scope)
            else:
                self.question(scope)

    def group(self, scope: _Scope, depth: int) -> None:
        name = self.name("g")
        self.row(
            "begin_group",
            name,
            relevant=self.maybe(0.6, self.condition, scope),
            appearance=self.pick(["", "field-list"]),
        )
        self.block(scope, depth + 1, self.dice.randint(2, 5))
        self.row("end_group", "")

    def repeat(self, scope: _Scope, depth: int) -> None:
        name = self.name("r")
        numbers = scope.seen("numbers")
        counted = bool(numbers) and self.dice.random() < 0.5
        of = self.pick(numbers or [""])
        count = (
            self.pick([f"if(${{{of}}} > 5, 5, ${{{of}}})", "2", f"min(coalesce(${{{of}}}, 0), 4)"]) if counted else ""
        )
        inner = _Scope(name, scope)
        relevant = self.maybe(0.3, self.condition, scope)
        self.row("begin_repeat", name, repeat_count=count, relevant=relevant)
        self.row("calculate", self.name("p"), calculation="position(..)")
        self.block(inner, depth + 1, self.dice.randint(3, 6))
        self.row("end_repeat", "")
        scope.inner.append(inner)

    def question(self, scope: _Scope) -> None:
        makers = (self.number, self.number, self.text, self.select_one, self.select_one, self.select_many, self.cascade)
        makers += (
            self.date,
            self.time,
            self.moment,
            self.note,
            self.range,
            self.rank,
            self.shuffled,
            self.place,
            self.triggered,
        )
        self.dice.choice(makers)(scope)

    def flags(self, scope: _Scope) -> dict[str, str]:
        required = self.pick(["", "", "yes", self.condition(scope)])
        return {"relevant": self.maybe(0.4, self.condition, scope), "required": required}

    def number(self, scope: _Scope) -> None:
        name, kind = self.name("n"), self.pick(["integer", "integer", "decimal"])
        constraint = self.maybe(0.5, self.number_constraint, scope)
        default = self.pick(["", "", "3", "0"])
        self.row(kind, name, constraint=constraint, default=default, **self.flags(scope))
        scope.numbers.append(name)
        scope.asked.append(name)

    def number_constraint(self, scope: _Scope) -> str:
        return self.pick(
            [". >= 0 and . < 60", f". <= {self.numeric(scope, 1)}", "regex(., '^[0-9]{1,2}$')", ". != 7 or . = 12"]
        )

    def text(self, scope: _Scope) -> None:
        name = self.name("t")
        constraint = self.pick(
            ["", r"regex(., '\d{2,10}')", r"regex(., '[\p{L} ]+')", "string-length(.) < 9", "not(contains(., 'x'))"]
        )
        self.row("text", name, constraint=constraint, default=self.pick(["", "", "x y"]), **self.flags(scope))
        scope.texts.append(name)

    def select_one(self, scope: _Scope) -> None:
        name, chosen = self.name("s"), self.pick(list(_LISTS))
        other = " or_other" if chosen == "kind" and self.dice.random() < 0.3 else ""
        constraint = self.pick(["", "", f". != '{_LISTS[chosen][-1]}'"])
        self.row(
            f"select_one {chosen}{other}",
            name,
            constraint=constraint,
            appearance=self.pick(["", "minimal", "quick"]),
            **self.flags(scope),
        )
        scope.ones.append((name, chosen))

    def select_many(self, scope: _Scope) -> None:
        name, chosen = self.name("m"), self.pick(list(_LISTS))
        last = _LISTS[chosen][-1]
        constraint = self.pick(["", f"not(selected(., '{last}') and count-selected(.) > 1)", "count-selected(.) <= 2"])
        self.row(f"select_multiple {chosen}", name, constraint=constraint, **self.flags(scope))
        scope.many.append((name, chosen))

    def cascade(self, scope: _Scope) -> None:
        region, place = self.name("s"), self.name("s")
        self.row("select_one region", region, **self.flags(scope))
        kind = self.pick(["select_one", "select_multiple"])
        extra = self.pick(["", "", f" and size < {self.numeric(scope, 1)}"])
        self.row(f"{kind} place", place, choice_filter=f"region = ${{{region}}}{extra}")
        (scope.ones if kind == "select_one" else scope.many).append((place, "place"))

    def date(self, scope: _Scope) -> None:
        name = self.name("d")
        constraint = self.pick(["", ". <= today()", ". > date('1990-01-01')"])
        default = self.pick(["", "", "2024-05-06", "today()"])
        self.row("date", name, constraint=constraint, default=default, **self.flags(scope))
        scope.dates.append(name)

    def time(self, scope: _Scope) -> None:
        self.row("time", self.name("h"), **self.flags(scope))

    def moment(self, scope: _Scope) -> None:
        name = self.name("w")
        self.row("dateTime", name, **self.flags(scope))
        scope.dates.append(name)

    def place(self, scope: _Scope) -> None:
        name = self.name("x")
        self.row("geopoint", name, **self.flags(scope))
        scope.texts.append(name)

    def note(self, scope: _Scope) -> None:
        name, of = self.name("o"), self.pick(scope.seen("numbers") + scope.seen("texts") + [""])
        self.row("note", name, relevant=self.maybe(0.3, self.condition, scope))
        if of:
            self.rows[-1].update({f"label::{language}": f"{name} ${{{of}}} {language[:2]}" for language in LANGUAGES})

    def range(self, scope: _Scope) -> None:
        name = self.name("n")
        self.row("range", name, parameters="start=0 end=10 step=1", **self.flags(scope))
        scope.numbers.append(name)

    def rank(self, scope: _Scope) -> None:
        name = self.name("k")
        self.row("rank level", name, **self.flags(scope))
        scope.many.append((name, "level"))

    def shuffled(self, scope: _Scope) -> None:
        name, chosen = self.name("s"), self.pick(list(_LISTS))
        # A text would be hashed, by a library that JavaRosa's archive lacks.
        seed = self.pick(["42", "7", *(f"${{{number}}}" for number in scope.asked[:1])])
        self.row(f"select_one {chosen}", name, parameters=f"randomize=true seed={seed}")
        scope.ones.append((name, chosen))

    def triggered(self, scope: _Scope) -> None:
        if not scope.asked:
            return self.number(scope)
        trigger, name = self.pick(scope.asked), self.name("n")
        self.row("integer", name, trigger=f"${{{trigger}}}", calculation=f"{self.numeric(scope, 1)} + 1")
        return None

    # Calculations.

    def calculation(self, scope: _Scope) -> None:
        makers = [self.numeric_sum, self.numeric_sum, self.textual, self.logical, self.dated, self.kept]
        if any(self.deep(scope)):
            makers += [self.of_rows, self.of_rows, self.of_rows]
        self.dice.choice(makers)(scope)

    def numeric_sum(self, scope: _Scope) -> None:
        name = self.name("c")
        kind = self.pick(["calculate", "calculate", "calculate", "integer", "decimal"])
        readonly = {} if kind == "calculate" else {"readonly": "yes"}
        self.row(
            kind, name, calculation=self.numeric(scope, 3), relevant=self.maybe(0.2, self.condition, scope), **readonly
        )
        scope.numbers.append(name)

    def textual(self, scope: _Scope) -> None:
        name = self.name("c")
        self.row("calculate", name, calculation=self.wording(scope))
        scope.texts.append(name)

    def logical(self, scope: _Scope) -> None:
        self.row("calculate", self.name("c"), calculation=self.condition(scope))

    def dated(self, scope: _Scope) -> None:
        dates = [f"${{{name}}}" for name in scope.seen("dates")] or ["today()"]
        one = self.pick(dates)
        text = self.pick(
            [
                f"format-date({one}, '%d/%m/%Y')",
                f"format-date-time({one}, '%e %b %y %H:%M')",
                f"int((today() - {one}) div 365.25)",
                f"decimal-date-time({one})",
                f"if({one} > '2024-06-01', 'late', 'early')",
                f"date({one})",
                f"string({one})",
                f"coalesce({one}, '2020-01-01')",
            ]
        )
        self.row("calculate", self.name("c"), calculation=text)

    def kept(self, scope: _Scope) -> None:
        text = self.pick([f"once({self.numeric(scope, 1)})", f"once({self.wording(scope)})"])
        self.row("calculate", self.name("c"), calculation=text)

    def deep(self, scope: _Scope) -> list[tuple[_Scope, str]]:
        return [(inner, name) for inner in scope.inner for name in inner.numbers]

    def of_rows(self, scope: _Scope) -> None:
        name = self.name("c")
        inner, of = self.pick(self.deep(scope))
        text = self.pick(
            [
                f"sum(${{{of}}})",
                f"max(${{{of}}})",
                f"min(${{{of}}})",
                f"count(${{{inner.repeat}}})",
                f"count-non-empty(${{{of}}})",
                f"join('-', ${{{of}}})",
                f"indexed-repeat(${{{of}}}, ${{{inner.repeat}}}, 2)",
                f"count(${{{inner.repeat}}}[position() > 1])",
                f"sum(${{{of}}}) div count(${{{inner.repeat}}})",
            ]
        )
        self.row("calculate", name, calculation=text)
        scope.numbers.append(name)

    # Expressions.

    def numeric(self, scope: _Scope, depth: int) -> str:
        names = [f"${{{name}}}" for name in scope.seen("numbers")] or ["5"]
        if depth <= 1 or self.dice.random() < 0.3:
            return self.pick([*names, str(self.dice.randint(0, 20)), "1.5"])
        one, two = self.numeric(scope, depth - 1), self.numeric(scope, depth - 1)
        made = [f"{one} + {two}", f"{one} - {two}", f"{one} * {two}", f"({one}) div ({two})", f"({one}) mod 3"]
        made += [
            f"round({one}, 2)",
            f"int({one} div 3)",
            f"coalesce({one}, 0)",
            f"if({self.condition(scope)}, {one}, {two})",
        ]
        made += [
            f"max({one}, 7)",
            f"min({one}, {two})",
            f"number({one})",
            f"abs({one})",
            f"pow({one}, 2)",
            f"round({one} div 3)",
        ]
        if scope.seen("many"):
            made += [f"count-selected(${{{self.pick(scope.seen('many'))}}})"] * 2
        if scope.seen("texts"):
            made.append(f"string-length(${{{self.pick(scope.seen('texts'))}}})")
        return self.pick(made)

    def condition(self, scope: _Scope) -> str:
        made: list[str] = []
        for name in scope.seen("numbers")[-4:]:
            made += [
                f"${{{name}}} > {self.dice.randint(0, 12)}",
                f"${{{name}}} = ''",
                f"${{{name}}} != {self.dice.randint(0, 3)}",
            ]
        for name in scope.seen("ones")[-4:]:
            made += [f"${{{name}}} = '{value}'" for value in ("yes", "a", "1", "car")]
            made.append(f"${{{name}}} != ''")
        for name in scope.seen("many")[-3:]:
            made += [f"selected(${{{name}}}, '{value}')" for value in ("b", "tv", "2", "no")]
            made.append(f"selected-at(${{{name}}}, 0) = 'a'")
        for name in scope.seen("texts")[-3:]:
            made += [
                f"string-length(${{{name}}}) > 3",
                f"contains(${{{name}}}, 'a')",
                f"${{{name}}} = 'yes'",
                f"${{{name}}}",
            ]
        for name in scope.seen("dates")[-2:]:
            made.append(f"${{{name}}} < today()")
        if not made:
            return "1 = 1"
        one = self.pick(made)
        roll = self.dice.random()
        if roll < 0.25:
            return f"{one} and {self.pick(made)}"
        if roll < 0.5:
            return f"{one} or {self.pick(made)}"
        return f"not({one})" if roll < 0.6 else one

    def wording(self, scope: _Scope) -> str:
        names = [f"${{{name}}}" for name in (*scope.seen("texts"), *scope.seen("numbers"), *scope.seen("ones"))] or [
            "'z'"
        ]
        one, two = self.pick(names), self.pick(names)
        made = [
            f"concat({one}, ' / ', {two})",
            f"substr({one}, 1, 3)",
            f"translate({one}, 'abc', 'AB')",
            f"string({one})",
        ]
        made += [
            f"normalize-space({one})",
            f"join(', ', {one}, {two})",
            f"substring-before({one}, ' ')",
            f"coalesce({one}, {two})",
        ]
        made += [
            f"substring-after({one}, '.')",
            f"if({self.condition(scope)}, {one}, 'none')",
            f"starts-with({one}, 'a')",
        ]
        made += [f"ends-with({one}, 'a')", f"pulldata('towns', 'people', 'code', {one})"]
        here = scope.ones
        if here:
            chosen = self.pick([name for name, _ in here])
            made += [f"jr:choice-name(${{{chosen}}}, '${{{chosen}}}')"] * 2
        return self.pick(made)

    def maybe(self, share: float, make: object, scope: _Scope) -> str:
        return make(scope) if self.dice.random() < share else ""  # type: ignore[operator]

    def pick(self, among: list[str] | list[tuple[_Scope, str]]) -> str:
        return self.dice.choice(among)  # type: ignore[return-value]


def _sheet(title: str, columns: tuple[str, ...], rows: list[dict[str, str]]) -> list[str]:
    lines = [f"| {title} |", "| | " + " | ".join(columns) + " |"]
    return lines + [
        "| | " + " | ".join(row.get(column, "").replace("|", "\\|") for column in columns) + " |" for row in rows
    ]


def form_markdown(seed: int) -> str:
    """The form of that seed as pyxform's Markdown."""
    writer = _Writer(seed)
    writer.row("start", "started")
    writer.row("today", "day")
    writer.rows.append({"type": "csv-external", "name": "towns"})
    writer.block(_Scope("", None), 0, writer.dice.randint(14, 26))
    labels = [f"label::{language}" for language in LANGUAGES]
    choices = [
        {"list_name": each, "name": value, **{label: f"{value} {label[-3:-1]}" for label in labels}}
        for each, values in _LISTS.items()
        for value in values
    ]
    for number in range(_REGIONS):
        choices.append({"list_name": "region", "name": f"r{number}", **{label: f"R{number}" for label in labels}})
    for number in range(_PLACES):
        place = {"list_name": "place", "name": f"p{number}", "region": f"r{number % _REGIONS}", "size": str(number % 5)}
        choices.append({**place, **{label: f"P{number}" for label in labels}})
    survey = _sheet("survey", _COLUMNS, writer.rows)
    listed = _sheet("choices", ("list_name", "name", *labels, "region", "size"), choices)
    settings = ["| settings |", "| | default_language |", f"| | {LANGUAGES[0]} |"]
    return "\n".join([*survey, *listed, *settings]) + "\n"


TOWNS = b"code,people,name\na,1200,Alif\nyes,35,Na'am\n1,7,Wahid\n12,99,Dozen\n"


@cache
def form_xform(seed: int) -> str:
    """The same as an XForm, the table beside it not yet in it."""
    answer = convert_form(form_markdown(seed).encode(), "md", "data")
    if "error" in answer:
        raise ValueError(f"form {seed}: {answer['error']}")
    return str(answer["xform"])
