"""The ordinary attestation as a page for a browser: the same texts, tables and boxes in the same fonts, for a program
that lays out HTML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from resources.shelf import read_bytes

FONT = "ibm-plex-sans-arabic/IBMPlexSansArabic-{}.ttf"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
STYLE = """
@page { size: A4; margin: 13mm 17mm 20mm; @bottom-center { content: "صفحة " counter(page) " من " counter(pages);
  font: 8.5pt Plex } @bottom-right { content: "نموذج استمارة طلب دعم — إصدار 3"; font: 8.5pt Plex } }
body { font: 11pt/1.5 Plex; direction: rtl; margin: 0 }
header { display: flex; justify-content: space-between; border-bottom: 1.4pt solid #000 }
h1 { font-size: 20pt; text-align: center; margin: 0 } h2 { font-size: 12.5pt; border-bottom: .9pt solid #000 }
table { width: 100%; border-collapse: collapse }
td, th { border: .5pt solid #888; padding: 1.6pt 6pt; text-align: right }
th { background: #f1f1f1; font-weight: 500 } bdi { unicode-bidi: isolate }
.box { border: 1.2pt solid #000; padding: 7pt }
.sign { display: flex; gap: 8pt; margin-top: 6pt } .sign div { flex: 1; border: .7pt solid #777; height: 37mm }
.sign p { background: #f1f1f1; margin: 0; text-align: center; font-weight: 600 }
"""
PERSON = (
    ("الاسم الكامل", "name"),
    ("رقم السجل", "number"),
    ("رقم الهوية", "id_number"),
    ("الجوال", "mobile"),
    ("مكان الإقامة", "town"),
    ("الآيبان", "iban"),
)


def write_page(document: dict[str, Any], folder: Path) -> tuple[Path, Path]:
    """The page and its style sheet, the fonts beside them."""
    faces = []
    for name, weight in WEIGHTS.items():
        (folder / f"{name}.ttf").write_bytes(read_bytes(f"fonts/{FONT.format(name)}"))
        faces.append(f"@font-face {{ font-family: Plex; font-weight: {weight}; src: url({name}.ttf) }}")
    page, style = folder / "page.html", folder / "style.css"
    page.write_text(_page(document), encoding="utf-8")
    style.write_text("\n".join(faces) + STYLE, encoding="utf-8")
    return page, style


def _page(document: dict[str, Any]) -> str:
    person = document["person"]
    fields = "".join(_row(label, person[key]) for label, key in PERSON)
    return (
        f'<html lang="ar"><title>إقرار</title><body><header><div><b>{escape(document["profile"]["name"])}</b><br>'
        f"{escape(document['office']['name'])}</div><div>الرقم <bdi>{document['number']}</bdi><br>التاريخ "
        "٣٠ جمادى الأولى ١٤٤٧ هـ<br>الموافق ٢١ نوفمبر ٢٠٢٥ م</div></header><h1>إقرار بصحة البيانات</h1>"
        f"<h2>بيانات المستفيد</h2><table>{fields}</table>{''.join(_sections(document['answers']))}"
        f"<h2>المستندات التي طابقها موظف الاستقبال</h2><table>{''.join(map(_document, document['documents']))}</table>"
        f'<div class="box"><b>{escape(document["clause"]["title"])}</b><br>{escape(document["clause"]["text"])}</div>'
        f'<div class="sign">{_signs(person["name"], document["clerk"]["name"])}</div>'
        '<div class="sign"><div><p>بصمة الإبهام بحضور شاهدين</p></div></div></body></html>'
    )


def _sections(answers: list[dict[str, str]]) -> Iterator[str]:
    for title, lines in groupby(answers, key=lambda one: one["section"]):
        yield f"<h2>{escape(title)}</h2><table>"
        rows = groupby(lines, key=lambda one: one["path"].rpartition("/")[0] if "[" in one["path"] else one["path"])
        for place, (path, cells) in enumerate(rows):
            found = list(cells)
            if "[" not in path:
                yield _row(found[0]["question"], found[0]["display"] or "—")
                continue
            if not place:
                yield _cells("th", found, "question")
            yield _cells("td", found, "display")
        yield "</table>"


def _cells(tag: str, cells: list[dict[str, str]], said: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell[said])}</{tag}>" for cell in cells) + "</tr>"


def _row(label: str, said: str) -> str:
    return f"<tr><th>{escape(label)}</th><td><bdi>{escape(said)}</bdi></td></tr>"


def _document(said: dict[str, Any]) -> str:
    ticks = "".join(f"<td>{'☑' if said[key] else '☐'}</td>" for key in ("original_seen", "matches", "valid"))
    return f"<tr><td>{escape(said['name'])}</td>{ticks}</tr>"


def _signs(person: str, clerk: str) -> str:
    roles = (("المستفيد", person), ("موظف الاستقبال", clerk), ("ختم المكتب", ""))
    lines = "<br>التوقيع: ..........<br>التاريخ: .........."
    return "".join(f"<div><p>{role}</p>{escape(name)}{lines}</div>" for role, name in roles)
