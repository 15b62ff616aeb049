"""One form with every function and every turn of type that JavaRosa has, rows in rows among them."""

from functools import cache

from forms.interview.conversion import convert_form

_FORM = """
| survey |
| | type | name | label | calculation | relevant | repeat_count | constraint | default | required | choice_filter |
| | integer | n | N | | | | | | | |
| | begin_repeat | hh | HH | | | | | | | |
| | text | hname | name | | | | | | | |
| | integer | cnt | c | | | | . < 5 | | | |
| | begin_repeat | mem | M | | | ${cnt} | | | | |
| | integer | age | Age | | | | . >= ${cnt} | | yes | |
| | calculate | pos | | position(..) | | | | | | |
| | calculate | pos2 | | position(../..) | | | | | | |
| | calculate | share | | ${age} div sum(${age}) | | | | | | |
| | calculate | older | | count(../../mem[age > current()/../age]) | | | | | | |
| | calculate | r | | once(round(random() * 0, 0)) | | | | | | |
| | text | spouse | S | | ${age} > 15 and position(..) = 1 | | | | | |
| | select_one yn | head | Head | | | | | | | ${age} > 3 or name = 'no' |
| | calculate | heads | | count(../../mem[head = "yes"]) | | | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | total | | sum(${age}) | | | | | | |
| | calculate | mx | | max(${age}) | | | | | | |
| | note | nt | ${hname} has ${total} | | ${total} > 10 | | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | all | | sum(${age}) | | | | | | |
| | calculate | hhs | | count(${hh}) | | | | | | |
| | calculate | sel | | count-selected(${multi}) | | | | | | |
| | select_multiple yn | multi | M | | | | not(selected(., 'no') and selected(., 'yes')) | yes | | |
| | calculate | f1 | | if(selected(${multi}, 'yes'), 'a', if(${n} > 5, ${n}, today())) | | | | | | |
| | calculate | f2 | | concat(${n}, '-', ${all}, '-', ${hhs}) | | | | | | |
| | calculate | f3 | | ${n} = '' or ${n} = 3 | | | | | | |
| | calculate | f4 | | string(${n} = 3) | | | | | | |
| | calculate | f5 | | coalesce(${n}, 'none') | | | | | | |
| | calculate | f6 | | number(${f5}) + 1 | | | | | | |
| | calculate | f7 | | substr(${f2}, -3) | | | | | | |
| | calculate | f8 | | date(${n}) | | | | | | |
| | calculate | f9 | | int(-2.5) | | | | | | |
| | calculate | f10 | | round(-2.5) | | | | | | |
| | calculate | f11 | | round(${n} * 1.005, 2) | | | | | | |
| | calculate | f12 | | 5 mod -3 | | | | | | |
| | calculate | f13 | | -5 mod 3 | | | | | | |
| | calculate | f14 | | ${n} div 3 | | | | | | |
| | calculate | f15 | | 1 div 3000 * ${n} | | | | | | |
| | calculate | f16 | | true() | | | | | | |
| | calculate | f17 | | ${f16} = 'true' | | | | | | |
| | calculate | f18 | | if(${f16}, 1, 2) | | | | | | |
| | calculate | f19 | | selected-at(${multi}, 1) | | | | | | |
| | calculate | f20 | | boolean-from-string('true') and boolean(${n}) | | | | | | |
| | calculate | f21 | | string-length(${f2}) > 3 and not(${n} < 2) | | | | | | |
| | calculate | f22 | | min(${n}, 3, '') | | | | | | |
| | calculate | f23 | | max('', '') | | | | | | |
| | calculate | f24 | | translate(${f2}, '-1', '_') | | | | | | |
| | calculate | f25 | | ${n} + '' | | | | | | |
| | calculate | f26 | | ${n} != '' and ${n} >= '3' | | | | | | |
| | calculate | f27 | | format-date(${n}, '%Y-%m-%d') | | | | | | |
| | calculate | f28 | | today() + 1 | | | | | | |
| | calculate | f29 | | date(today() + 1) | | | | | | |
| | calculate | f30 | | today() - date('2020-02-29') | | | | | | |
| | calculate | f31 | | date-time('2024-01-02T03:04:05.000+03:00') | | | | | | |
| | calculate | f32 | | decimal-date-time('2024-01-02') | | | | | | |
| | calculate | f33 | | '2024-01-02' < '2024-02-01' | | | | | | |
| | calculate | f34 | | date('2024-01-02') < date('2024-02-01') | | | | | | |
| | calculate | f35 | | concat(date('2024-01-02'), 'x') | | | | | | |
| | calculate | f36 | | sum(/data/hh/mem/age) | | | | | | |
| | calculate | f37 | | count(/data/hh/mem[age > 3]) | | | | | | |
| | calculate | f38 | | pow(${n}, 0.5) | | | | | | |
| | calculate | f39 | | ${n} * 100000 * 100000 | | | | | | |
| | calculate | f40 | | normalize-space('  a   b ') | | | | | | |
| | date | d | D | | | | . <= today() | 2024-01-05 | | |
| | calculate | g1 | | ${d} + 5 | | | | | | |
| | calculate | g2 | | date(${d} + 5) | | | | | | |
| | calculate | g3 | | ${d} = '2024-01-05' | | | | | | |
| | calculate | g4 | | ${d} > today() | | | | | | |
| | calculate | g5 | | format-date(${d}, '%b %Y') | | | | | | |
| | calculate | g6 | | int((today() - ${d}) div 365.25) | | | | | | |
| | calculate | g7 | | ${d} | | | | | | |
| | time | t | T | | | | | | | |
| | calculate | g8 | | ${t} | | | | | | |
| | calculate | g9 | | decimal-time(${t}) | | | | | | |
| | calculate | g10 | | format-date-time(${t}, '%H:%M') | | | | | | |
| | calculate | t1 | | string(${t}) | | | | | | |
| | calculate | t2 | | concat(${t}, '') | | | | | | |
| | calculate | t3 | | number(${t}) | | | | | | |
| | calculate | t4 | | ${t} > today() | | | | | | |
| | calculate | t5 | | decimal-date-time(${t}) | | | | | | |
| | calculate | t6 | | substr(${t}, 0, 5) | | | | | | |
| | calculate | t7 | | ${t} = '10:00' | | | | | | |
| | calculate | t8 | | coalesce(${t}, '') | | | | | | |
| | calculate | t9 | | decimal-time(${w}) | | | | | | |
| | dateTime | w | W | | | | | | | |
| | calculate | g11 | | ${w} | | | | | | |
| | calculate | g12 | | string(${w}) | | | | | | |
| | calculate | g13 | | date(${w}) | | | | | | |
| | calculate | g14 | | ${w} - ${d} | | | | | | |
| | geopoint | gp | G | | | | | | | |
| | calculate | g15 | | selected-at(${gp}, 0) + 1 | | | | | | |
| | acknowledge | ack | A | | | | | | | |
| | calculate | g16 | | ${ack} = 'OK' | | | | | | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


@cache
def functions_xform() -> str:
    answer = convert_form(_FORM.strip().encode() + b"\n", "md", "data")
    if "error" in answer:
        raise ValueError(str(answer["error"]))
    return str(answer["xform"])
