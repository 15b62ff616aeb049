"""The public page on which anybody checks the square code of a paper: `/v/` and `/v/<code>`. Arabic, for a phone,
without scripts, with nothing about the person: it tells what the code itself says, and whether it is ours."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from domain.calendar import SAUDI_TIME, format_gregorian, format_hijri, hijri_of
from domain.errors import RuleBroken
from domain.shown import shown_time
from domain.sync.paper_code import MOST_CHARACTERS, PaperCode, read_code
from domain.sync.schema import general_partition
from domain.sync.signatures import device_id
from headoffice.hub import Hub
from headoffice.store.standings import LOST, REVOKED

PAGE, PAGE_OF_CODE = "/v/", "/v/{code:path}"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Finding:
    """`tone` is ok, bad or ask."""

    tone: str
    title: str
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()


def page_of(hub: Hub, typed: str) -> str:
    """The whole page for what somebody scanned or typed; for nothing, the page that asks."""
    return _page(_find(hub, typed) if typed.strip() else None, typed[:MOST_CHARACTERS])


def _find(hub: Hub, typed: str) -> Finding:
    try:
        signed = read_code(typed)
    except RuleBroken:
        return Finding(
            "ask",
            "لم يُقرأ الرمز",
            "هذا ليس رمز ورقة من هذه الجمعية، أو لم يُنسخ كاملًا. امسح المربع المطبوع على الورقة من جديد.",
        )
    with hub.db.reading():
        listed = hub.registry.standings.devices()
        known = [device for device in (hub.registry.find_device(one.id) for one in listed) if device is not None]
        granted = {device.public_key: hub.registry.grants(device.id) for device in known}
    signer = signed.signer(granted)
    if signer is None:
        return Finding(
            "bad",
            "ليست من أوراق هذه الجمعية",
            "لم يوقّع هذا الرمز أي جهاز من أجهزة الجمعية. لا تعتمد الورقة، واسأل الجمعية بهاتفها المعروف لديك.",
        )
    standing = next((one.standing.name for one in listed if one.id == device_id(signer)), "")
    partitions = {grant.partition for grant in granted[signer]}
    return _found(signed.code, standing, partitions)


def _found(code: PaperCode, standing: str, partitions: Set[str]) -> Finding:
    """Of a code that a laptop of ours signed: what the laptop's standing and its rights are today."""
    if standing in (LOST, REVOKED):
        return Finding(
            "bad",
            "أُوقف الجهاز الذي أصدرها",
            "أُبلغ عن فقده أو سُحبت صلاحيته. لا تعتمد الورقة قبل أن تؤكدها الجمعية: قد يكون الرمز صُنع بعد ذلك.",
            _facts(code),
        )
    if general_partition(code.office) not in partitions:
        return Finding(
            "ask",
            "المكتب المكتوب فيها ليس مكتب جهازها",
            "وقّع الرمز جهاز من أجهزة الجمعية، لكنه مسجّل في مكتب آخر. "
            "لا تعتمد الورقة قبل أن تسأل المكتب المكتوب عن رقمها.",
            _facts(code),
        )
    return Finding(
        "ok",
        "ورقة صحيحة الإصدار",
        "أصدرها مكتب من مكاتب الجمعية بالرقم والتاريخ أدناه. قارنهما بالمطبوع على الورقة. "
        "ولمعرفة هل تغيّرت بياناتها بعد ذلك اسأل المكتب عن رقمها.",
        _facts(code),
    )


def _facts(code: PaperCode) -> tuple[tuple[str, str], ...]:
    made = datetime.fromtimestamp(code.made, UTC).astimezone(SAUDI_TIME)
    day = format_gregorian(made.date(), digits="western")
    digest = code.sha256.hex().upper()
    return (
        ("رقم الورقة", code.reference),
        ("المكتب", code.office),
        ("التاريخ", f"{day}، {_hijri(made)}، {shown_time(f'{made:%H:%M}')}"),
        *((("المراجعة", str(code.issue)),) if code.issue > 1 else ()),
        ("النموذج", f"{code.form} — إصدار {code.revision}"),
        ("بصمة البيانات", " ".join(digest[start : start + 4] for start in range(0, 16, 4))),
    )


def _hijri(made: datetime) -> str:
    try:
        return format_hijri(hijri_of(made.date()), digits="western")
    except RuleBroken:
        return ""


_STYLE = """
:root { color-scheme: light dark; --ink: #13232c; --ink2: #44555f; --ground: #f3f6f7; --card: #fff;
  --line: #dfe6ea; --primary: #0b6b64; --on: #fff; --ok: #17743f; --bad: #b3261e; --ask: #8a5200 }
@media (prefers-color-scheme: dark) { :root { --ink: #e9f0f2; --ink2: #b7c5cb; --ground: #0f171b;
  --card: #172227; --line: #2a3941; --primary: #4cc4b4; --on: #06201e; --ok: #5bd08b; --bad: #ff8a80; --ask: #f0b455 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 17px/1.7 'IBM Plex Sans Arabic', 'Noto Sans Arabic', 'Segoe UI', Tahoma, sans-serif }
main { max-width: 34rem; margin: 0 auto; padding: 20px 16px 40px }
h1 { font-size: 1.25rem; margin: 8px 0 16px }
section, form { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 18px;
  margin-bottom: 16px }
h2 { font-size: 1.15rem; margin: 0 0 6px }
.ok h2 { color: var(--ok) } .bad h2 { color: var(--bad) } .ask h2 { color: var(--ask) }
p { margin: 0 }
dl { margin: 12px 0 0; display: grid; gap: 10px }
dt { color: var(--ink2); font-size: .85rem }
dd { margin: 0; overflow-wrap: anywhere }
bdi { unicode-bidi: isolate }
label { display: block; margin-bottom: 6px }
textarea { width: 100%; min-height: 6rem; font: 15px/1.5 monospace; direction: ltr; border: 1px solid #7b8b96;
  border-radius: 10px; padding: 10px; background: var(--ground); color: var(--ink) }
button { margin-top: 12px; min-height: 48px; width: 100%; border: 0; border-radius: 10px; font: inherit;
  font-weight: 600; background: var(--primary); color: var(--on) }
:focus-visible { outline: 3px solid var(--primary); outline-offset: 2px }
"""
_SIGNS = {"ok": "✓", "bad": "✕", "ask": "؟"}


def _page(finding: Finding | None, typed: str) -> str:
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>فحص ورقة — استقبال</title><style>{_STYLE}</style></head><body><main><h1>فحص ورقة صادرة عن الجمعية</h1>"
        f"{_finding(finding) if finding else ''}{_form('' if finding and finding.tone == 'ok' else typed)}"
        "</main></body></html>"
    )


def _finding(finding: Finding) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{_isolated(value)}</dd>" for name, value in finding.facts)
    return (
        f'<section class="{finding.tone}" role="status"><h2>{_SIGNS[finding.tone]} {escape(finding.title)}</h2>'
        f"<p>{escape(finding.sentence)}</p>{f'<dl>{facts}</dl>' if facts else ''}</section>"
    )


def _isolated(value: str) -> str:
    """A sentence with a Latin name at its head is still an Arabic one."""
    direction = "ltr" if value.isascii() else "rtl"
    return f'<bdi dir="{direction}">{escape(value)}</bdi>'


def _form(typed: str) -> str:
    return (
        f'<form method="get" action="{PAGE}"><label for="code">ما قرأه الماسح من المربع المطبوع (يبدأ بـ '
        '<bdi dir="ltr">ISTQ1:</bdi>)</label>'
        f'<textarea id="code" name="code" required maxlength="{MOST_CHARACTERS}" autocomplete="off" spellcheck="false">'
        f"{escape(typed)}</textarea><button>افحص</button></form>"
    )
