"""Writes resources/holidays/sa.toml from the `holidays` package: python -m tests.data.holidays.generate_sa > …

Run once; the file is then frozen by tests/domain/test_holidays.py and confirmed or corrected by head office.
"""

import sys

import holidays

FIRST_YEAR, LAST_YEAR = 2024, 2035

KINDS = {
    "Founding Day Holiday": ("founding_day", "يوم التأسيس", "Founding Day"),
    "Eid al-Fitr Holiday": ("eid_al_fitr", "عيد الفطر", "Eid al-Fitr"),
    "Day of Arafah": ("arafat_day", "يوم عرفة", "Day of Arafat"),
    "Eid al-Adha Holiday": ("eid_al_adha", "عيد الأضحى", "Eid al-Adha"),
    "National Day Holiday": ("national_day", "اليوم الوطني", "National Day"),
}
NOTE_AR = "الأعياد تقديرية لأنها تتبع رؤية الهلال؛ يؤكدها المركز الرئيس أو يصححها عند الإعلان."
NOTE_EN = "The Eids are estimates, for they follow the moon; head office confirms or corrects them when announced."


def table() -> str:
    lines = [
        f"first_year = {FIRST_YEAR}",
        f"last_year = {LAST_YEAR}",
        'status = "estimate"',
        f'note = {{ ar = "{NOTE_AR}", en = "{NOTE_EN}" }}',
        "",
        "names = [",
        *(f'  {{ id = "{kind}", text = {{ ar = "{ar}", en = "{en}" }} }},' for kind, ar, en in KINDS.values()),
        "]",
        "",
        "days = [",
    ]
    found = holidays.country_holidays("SA", years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_US")
    for day, said in sorted(found.items()):
        name = said.removesuffix(" (observed)")
        substitute = ", substitute = true" if name != said else ""
        lines.append(f'  {{ day = "{day}", kind = "{KINDS[name][0]}"{substitute} }},')
    return "\n".join([*lines, "]", ""])


if __name__ == "__main__":
    sys.stdout.write(table())
