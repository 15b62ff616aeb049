"""Invented logos for the tests of the paper."""

from __future__ import annotations

import io

from PIL import Image

SVG = """<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 90"><title>x</title><defs><text>unused</text></defs>
<style>/* palms */ .a, .c {fill:#0B6B64} .b{fill:none;stroke:#8a5200;stroke-width:4px}</style>
<g transform="translate(10 5) scale(1)"><path class="a" d="M50 0A40 40 0 1149.9 0zM50 20q20 20 0 40t0 0S20 40 50 20z"/>
<rect class="b" x="2" y="2" width="96" height="76" rx="12"/><circle cx="20" cy="40" r="8" fill="red" opacity=".4"/>
<polygon points="70,60 80,40 90,60" style="fill: rgb(10, 20, 30)"/><path d="m5 5h4v4H5V5l1-1c1 1 2 2 3 3" fill="none"/>
<ellipse cx="80" cy="25" rx="10" ry="5" transform="rotate(30 80 25) skewX(3)" fill="navy" display="none"/>
<line x1="0" y1="0" x2="100" y2="80" stroke="#1B5FB8"/></g></svg>"""


def svg(body: str, head: str = 'viewBox="0 0 10 10"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{body}</svg>'.encode()


def png(width: int = 400, height: int = 300, *, colour: tuple[int, int, int, int] = (11, 107, 100, 255)) -> bytes:
    target = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(target, "PNG")
    return target.getvalue()
