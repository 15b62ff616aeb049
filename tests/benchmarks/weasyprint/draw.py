"""Run by the interpreter that has WeasyPrint: for each line of its input it draws the page once more, and says in how
many milliseconds. The style sheet and the fonts are read before."""

import sys
import time
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

page, style = (Path(name) for name in sys.argv[1:3])
markup = page.read_text(encoding="utf-8")
fonts = FontConfiguration()
sheet = CSS(string=style.read_text(encoding="utf-8"), font_config=fonts, base_url=str(style))
for _ in sys.stdin:
    begun = time.perf_counter()
    pdf = HTML(string=markup).write_pdf(stylesheets=[sheet], font_config=fonts)
    print((time.perf_counter() - begun) * 1000, len(pdf), flush=True)
Path(sys.argv[3]).write_bytes(pdf)
