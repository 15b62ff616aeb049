"""The types of XLSForm, and which of them this engine runs: the engine itself is asked."""

import re
from dataclasses import dataclass
from functools import cache

from domain.errors import RuleBroken
from forms.interview.reader import read_form

BEGIN, END = "begin", "end"
UNRUN = ("unsupported", "xpath.function.later")
"""Codes of what XLSForm has and the engine lacks."""

SELECTS = frozenset({"select_one", "select_multiple", "rank"})
UNSEEN = frozenset(
    {
        *("calculate", "hidden", "start", "end", "today", "username", "deviceid", "phonenumber", "email", "audit"),
        *("subscriberid", "simserial", "start-geopoint", "background-audio", "xml-external", "csv-external"),
        "background-geopoint",
    }
)
"""What no person sees: it needs no label."""

_SAME = {
    "int": "integer",
    "string": "text",
    "datetime": "dateTime",
    "gps": "geopoint",
    "location": "geopoint",
    "photo": "image",
    "trigger": "acknowledge",
    "calculation": "calculate",
    "imei": "deviceid",
    "select1": "select_one",
    "select": "select_multiple",
    "select_all_that_apply_from": "select_multiple",
    "select_multiple_from": "select_multiple",
    "select_all_that_apply": "select_multiple",
    "select_one_from": "select_one",
    "start_time": "start",
    "end_time": "end",
    "device_id": "deviceid",
    "phone_number": "text",
    "date_time": "dateTime",
    "looped_group": "repeat",
    "lgroup": "repeat",
}
PLAIN = frozenset(
    {
        *("text", "integer", "decimal", "date", "time", "dateTime", "note", "acknowledge", "geopoint", "geotrace"),
        *("geoshape", "barcode", "image", "audio", "video", "file", "range", "osm", "percentage"),
        *UNSEEN,
    }
)
FROM_FILE = frozenset({"select_one_from_file", "select_multiple_from_file", "select_one_external"})
KNOWN = PLAIN | SELECTS | FROM_FILE
_CONTAINER = re.compile(r"(begin|end)[ _]+(group|repeat|loop|looped group|lgroup)(?:\s+over\s+(\S+))?", re.IGNORECASE)
_SELECT = re.compile(
    r"(select_one_from_file|select_multiple_from_file|select_one_external|select_one|select_multiple|select one from"
    r"|select one|select all that apply from|select all that apply|select multiple from|select multiple|select1|rank)"
    r"(?:\s+(\S+))?(?:\s+(or_other|or specify other|or other))?",
    re.IGNORECASE,
)

# Spellings of the first years that the converter still reads: “add text prompt”, “q string”, “get today”.
_OLD = re.compile(r"^(?:q |get |add |uri:)?(.*?)(?: prompt)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is begin or end for a container, whose sort is `container`; `options` names a select's list."""

    name: str
    container: str = ""
    options: str = ""
    has_other: bool = False


def kind_of(text: str) -> Kind | None:
    """What the type column says; None for what XLSForm does not know."""
    words = " ".join(text.split())
    container = _CONTAINER.fullmatch(words)
    if container is not None:
        sort = "group" if container[2].lower() == "group" else "loop" if container[2].lower() == "loop" else "repeat"
        return Kind(container[1].lower(), sort)
    select = _SELECT.fullmatch(words)
    if select is not None:
        name = select[1].lower().replace(" ", "_")
        return Kind(_SAME.get(name, name), options=select[2] or "", has_other=select[3] is not None)
    words = _OLD.sub(r"\1", words)
    name = words if words == "dateTime" else words.lower().replace(" ", "_")
    name = _SAME.get(name, name)
    return Kind(name) if name in PLAIN else None


_PROBES = {
    "image": ("binary", '<upload ref="/data/x" mediatype="image/*"/>'),
    "audio": ("binary", '<upload ref="/data/x" mediatype="audio/*"/>'),
    "video": ("binary", '<upload ref="/data/x" mediatype="video/*"/>'),
    "file": ("binary", '<upload ref="/data/x" mediatype="application/*"/>'),
    "osm": ("binary", '<upload ref="/data/x" mediatype="osm/*"/>'),
    "range": ("int", '<range ref="/data/x" start="0" end="10" step="1"/>'),
    "rank": ("odk:rank", '<odk:rank ref="/data/x"><item><label>A</label><value>a</value></item></odk:rank>'),
    "geotrace": ("geotrace", '<input ref="/data/x"/>'),
    "geoshape": ("geoshape", '<input ref="/data/x"/>'),
    "audit": ("binary", ""),
    "phonenumber": ('string" jr:preload="property" jr:preloadParams="phonenumber', ""),
    "email": ('string" jr:preload="property" jr:preloadParams="email', ""),
    "subscriberid": ('string" jr:preload="property" jr:preloadParams="subscriberid', ""),
    "simserial": ('string" jr:preload="property" jr:preloadParams="simserial', ""),
}
_PROBE = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"><h:head><h:title>x</h:title>
<model><instance><data id="x"><x/></data></instance><bind nodeset="/data/x" type="{bind}"/></model></h:head>
<h:body>{control}</h:body></h:html>"""


@cache
def is_run(kind: str) -> bool:
    """Whether the engine runs a question of this type: it is given a form of one and says so."""
    if kind not in _PROBES:
        return True
    bind, control = _PROBES[kind]
    try:
        read_form(_PROBE.format(bind=bind, control=control), form_id="probe")
    except RuleBroken:
        return False
    return True
