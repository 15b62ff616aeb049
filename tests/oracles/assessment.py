"""A needs assessment of the size and shape that humanitarian offices use, invented: four languages, a roster with rows
in rows, a cascade over 8,000 places, and the shares and scores that such forms reckon."""

from functools import cache

from forms.interview.conversion import convert_form
from tests.oracles.generator import LANGUAGES

GOVERNORATES, DISTRICTS, VILLAGES = 20, 400, 8_000
_COLUMNS = (
    "type",
    "name",
    "label",
    "relevant",
    "required",
    "constraint",
    "calculation",
    "choice_filter",
    "repeat_count",
)
_SURVEY = """
start | started | | | | | | |
today | day | | | | | | |
calculate | uuid_once | | | | | once(uuid()) | |
select_one gov | gov | Governorate | | yes | | | |
select_one district | district | District | | yes | | | gov = ${gov} |
select_one village | village | Village | | | | | district = ${district} |
select_one yn | consent | May we go on? | | yes | | | |
begin_group | roster | Household | ${consent} = 'yes' | | | | |
integer | size | How many live here? | | yes | . > 0 and . < 16 | | |
begin_repeat | person | Person | | | | | | ${size}
calculate | at | | | | | position(..) | |
text | name | Name | | | string-length(.) < 40 | | |
select_one sex | sex | Sex | | yes | | | |
integer | age | Age | | yes | . >= 0 and . <= 120 | | |
calculate | adult | | | | | if(${age} >= 18, 1, 0) | |
calculate | girl | | | | | if(${age} < 18 and ${sex} = 'f', 1, 0) | |
calculate | before | | | | | if(${at} > 1, indexed-repeat(${age}, ${person}, ${at} - 1), '') | |
select_one yn | works | Works? | ${age} >= 15 | | | | |
begin_repeat | job | Job | ${works} = 'yes' | | | | |
select_multiple task | tasks | Tasks | | | count-selected(.) <= 3 | | |
decimal | wage | Wage | not(selected(${tasks}, 'none')) | | . >= 0 | | |
integer | days | Days a month | | | . >= 0 and . <= 31 | | |
calculate | paid | | | | | coalesce(${wage}, 0) * coalesce(${days}, 0) | |
end_repeat | | | | | | | |
calculate | earned | | | | | sum(${paid}) | |
end_repeat | | | | | | | |
calculate | adults | | | | | sum(${adult}) | |
calculate | girls | | | | | sum(${girl}) | |
calculate | oldest | | | | | max(${age}) | |
calculate | income | | | | | sum(${earned}) | |
calculate | per_head | | | | | round(${income} div ${size}, 2) | |
calculate | names | | | | | join(', ', ${name}) | |
note | summary | ${adults} adults, ${per_head} a head | | | | | |
end_group | | | | | | | |
begin_group | food | Food | ${consent} = 'yes' | | | | |
"""
_FOODS = ("cereals", "pulses", "vegetables", "fruit", "meat", "dairy", "sugar", "oil")
_WEIGHTS = ("2", "3", "1", "1", "4", "4", "0.5", "0.5")
_REST = """
select_multiple need | needs | Needs | | yes | not(selected(., 'none') and count-selected(.) > 1) | | |
text | need_other | Which other? | selected(${needs}, 'other') | | | | |
select_one need | first_need | The first need | count-selected(${needs}) > 1 | | | | selected(${needs}, name) |
date | arrived | Since when here? | | | . <= today() | | |
calculate | years_here | | | | | int((today() - ${arrived}) div 365.25) | |
select_one yn | displaced | Displaced? | ${arrived} > date('2015-01-01') | | | | |
calculate | first_label | | | | | jr:choice-name(${first_need}, '${first_need}') | |
calculate | hungry | | | | | if(${score} < 21.5, 3, if(${score} < 35.5, 2, 1)) | |
calculate | severity | | | | | ${hungry} + if(selected(${needs}, 'shelter'), 1, 0) | |
text | phone | Telephone | | | regex(., '^05[0-9]{8}$') | | |
"""


def _survey() -> list[list[str]]:
    lines = [line.split("|") for line in _SURVEY.strip().splitlines()]
    for food in _FOODS:
        lines.append(f"integer|{food}|Days with {food}|||. >= 0 and . <= 7|||".split("|"))
    weighed = " + ".join(f"coalesce(${{{food}}}, 0) * {weight}" for food, weight in zip(_FOODS, _WEIGHTS, strict=True))
    lines.append(f"calculate|score|||||{weighed}||".split("|"))
    lines.append(["end_group", *[""] * 8])
    lines += [line.split("|") for line in _REST.strip().splitlines()]
    return [[cell.strip() for cell in line] for line in lines]


def _choices() -> list[list[str]]:
    rows = [["yn", "yes"], ["yn", "no"], ["sex", "f"], ["sex", "m"]]
    rows += [["task", each] for each in ("field", "herd", "craft", "trade", "none")]
    rows += [["need", each] for each in ("food", "water", "shelter", "health", "school", "other", "none")]
    rows += [["gov", f"g{number}"] for number in range(GOVERNORATES)]
    rows += [["district", f"d{number}", f"g{number % GOVERNORATES}"] for number in range(DISTRICTS)]
    rows += [["village", f"v{number}", "", f"d{number % DISTRICTS}"] for number in range(VILLAGES)]
    return [[*row, "", ""][:4] for row in rows]


@cache
def assessment_xform() -> str:
    labels = [f"label::{language}" for language in LANGUAGES]
    survey = [f"| | {' | '.join(('type', 'name', *labels, *_COLUMNS[3:]))} |"]
    for kind, name, label, *rest in _survey():
        texts = [f"{label} ({language[-3:-1]})" if label else "" for language in LANGUAGES]
        survey.append(f"| | {' | '.join((kind, name, *texts, *rest))} |")
    choices = [f"| | {' | '.join(('list_name', 'name', *labels, 'gov', 'district'))} |"]
    for list_name, name, *above in _choices():
        texts = [f"{name} {language[-3:-1]}" for language in LANGUAGES]
        choices.append(f"| | {' | '.join((list_name, name, *texts, *above))} |")
    settings = ["| settings |", "| | default_language |", f"| | {LANGUAGES[0]} |"]
    markdown = "\n".join(["| survey |", *survey, "| choices |", *choices, *settings]) + "\n"
    answer = convert_form(markdown.encode(), "md", "data")
    if "error" in answer:
        raise ValueError(str(answer["error"]))
    return str(answer["xform"])
