"""A form of turns that assessments from the field take and made-up forms did not: written anew, small."""

from functools import cache

from forms.interview.conversion import convert_form

FIELD = """| settings |
| | form_title | form_id | version | default_language |
| | Field | field/turns | 1 | en |
| survey |
| | type | name | label::en | label::ar | calculation | repeat_count | required | relevant | constraint \
| constraint_message::en | constraint_message::ar | readonly |
| | select_one yn | phone | Phone? | هاتف؟ | | | T | | | | | |
| | integer | months | Months | أشهر | | | | | . < 40 | Too many | كثير | |
| | calculate | days | | | if(${months} > 0, ${months} * 30, null) | | | | | | | |
| | calculate | moment | | | date('2018-01-01T10:20:30.400') | | | | | | | |
| | calculate | moment_day | | | format-date(${moment}, '%Y-%m-%d') | | | | | | | |
| | calculate | have | | | count(${child}) | | | | | | | |
| | calculate | last | | | indexed-repeat(${more}, ${child}, ${have}) | | | | | | | |
| | calculate | wanted | | | if(${have} = 0 or ${last} = 'yes', ${have} + 1, ${have}) | | | | | | | |
| | begin_repeat | child | Child | طفل | | ${wanted} | | | | | | |
| | calculate | place | | | position(..) | | | | | | | |
| | integer | age | Age of child ${place} | عمر الطفل ${place} | | | | | . >= 0 and . < 18 \
| Of ${place}: under 18 | الطفل ${place} دون 18 | |
| | select_one yn | school | Does child ${place}, aged ${age}, go to school? | هل يدرس؟ | | | | ${age} > 5 | | | | |
| | select_one yn | more | Another child? | طفل آخر؟ | | | | | | | | |
| | end_repeat | | | | | | | | | | | |
| | integer | not_in_school | Not in school | خارج المدرسة | count(${child}[school = 'no']) | | | | | | | yes |
| choices |
| | list_name | name | label::en | label::ar |
| | yn | yes | Yes | نعم |
| | yn | no | No | لا |
"""


@cache
def field_xform() -> str:
    answer = convert_form(FIELD.encode(), "md", "data")
    if "error" in answer:
        raise ValueError(str(answer["error"]))
    return str(answer["xform"])
