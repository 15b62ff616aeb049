import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from forms.interview.xpath.syntax import Call, Chain, Negated, Path, parse
from forms.interview.xpath.tokens import tokenize
from tests.forms.interview.desk import refusal_of


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    refusal = refusal_of(lambda: parse(text))
    assert refusal is None or (refusal.code.startswith("form.xpath.") and refusal.ar and refusal.en)


@given(st.text("()[]/.'\"+-*<>=!|@:,$ andor12خ", max_size=60))
def test_any_heap_of_symbols_is_read_or_refused_with_a_sentence(text: str) -> None:
    refusal = refusal_of(lambda: parse(text))
    assert refusal is None or refusal.code.startswith("form.xpath.")


@given(st.lists(st.sampled_from(["and", "or", "div", "mod", "*"]), min_size=1, max_size=5))
def test_operator_names_are_names_where_an_operand_is_due(names: list[str]) -> None:
    path = "/data/" + "/".join(name for name in names)
    assert [token.kind for token in tokenize(path) if token.text in names] == ["name"] * len(names)


def test_a_minus_inside_a_name_belongs_to_the_name() -> None:
    assert [token.text for token in tokenize("a-b - c")][:-1] == ["a-b", "-", "c"]


def test_precedence_is_that_of_xpath() -> None:
    tree = parse("1 + 2 * 3 = 7 and not(false())")
    assert isinstance(tree, Chain)
    assert tree.rest[0][0] == "and"
    equality = tree.first
    assert isinstance(equality, Chain)
    assert isinstance(equality.first, Chain)
    assert isinstance(tree.rest[0][1], Call)


def test_negation_binds_tighter_than_multiplication() -> None:
    tree = parse("-a * b")
    assert isinstance(tree, Chain)
    assert isinstance(tree.first, Negated)


def test_a_list_is_a_path_with_its_name() -> None:
    tree = parse("instance('city')/root/item[region = current()/../region]/label")
    assert isinstance(tree, Path)
    assert (tree.start, tree.instance) == ("instance", "city")
    assert [step.name for step in tree.steps] == ["root", "item", "label"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a ، b", "arabic_comma"),
        ("${n} > ١٨".replace("${n}", "a"), "digits"),
        ("'open", "quote"),
        ("a # b", "character"),
        ("", "empty"),
        ("a +", "unfinished"),
        ("a b", "syntax"),
        ("(a)[1]", "filter"),
        ("string(a)/b", "filter"),
        (".[1]", "filter"),
        ("a | b", "union"),
        ("//a", "axis"),
        ("a//b", "axis"),
        ("ancestor::a", "axis"),
        ("@version", "axis"),
        ("$x + 1", "axis"),
    ],
)
def test_what_is_not_run_is_refused_by_name(source: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        parse(source)
    assert refusal.value.code == f"form.xpath.{code}"


def test_a_long_chain_is_not_deep() -> None:
    tree = parse(" + ".join(["1"] * 3000))
    assert isinstance(tree, Chain)
    assert len(tree.rest) == 2999


@pytest.mark.parametrize("source", ["(" * 500 + "1" + ")" * 500, "not(" * 500 + "1" + ")" * 500, "a[" * 500])
def test_deep_nesting_is_refused(source: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        parse(source)
    assert refusal.value.code == "form.xpath.too_deep"


def test_an_endless_expression_is_refused() -> None:
    with pytest.raises(RuleBroken) as refusal:
        parse("1+" * 20_000 + "1")
    assert refusal.value.code == "form.xpath.too_long"
