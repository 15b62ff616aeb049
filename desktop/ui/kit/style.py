"""The style sheet, made from the tokens. A widget says what it is by its dynamic property `kind`."""

from desktop.ui.kit.tokens import (
    COMPACT_CONTROL,
    CONTROL,
    FAMILY,
    LEAST_CONTROL,
    RADIUS,
    RADIUS_LARGE,
    RADIUS_SMALL,
    TYPE,
    Palette,
)
from resources.shelf import file_path


def _arrow(p: Palette) -> str:
    """The style sheet takes pictures from files only."""
    name = "combo-dark" if p.is_dark else "combo-light"
    with file_path(f"icons/{name}.svg") as path:
        return path.as_posix()


# The door's dark half is the same in both themes.
_COVER = """
QFrame[kind="cover"] { background: qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1, stop: 0 #0C2A30, stop: 1 #0E4A4A); }
QLabel[kind="cover-name"] { color: #FFFFFF; font-size: 46px; font-weight: 700; }
QLabel[kind="cover-promise"] { color: #D7E5E6; font-size: 22px; font-weight: 500; }
QLabel[kind="cover-detail"] { color: #9DB6BA; font-size: 16px; }
QLabel[chip="cover"] { background: #17444C; color: #D7E5E6; border-radius: 14px; padding: 5px 14px; font-size: 13px; }
"""


def style_sheet(p: Palette, *, control: int = CONTROL, from_right: bool = True) -> str:
    """`from_right` for a language that is read from there: Qt mirrors no border of a style sheet."""
    return "\n".join(
        (
            _text(p),
            _buttons(p, control),
            _fields(p, control),
            _surfaces(p),
            _lists(p),
            _navigation(p, control, from_right),
        )
    )


def _text(p: Palette) -> str:
    rules = [f'* {{ font-family: "{FAMILY}"; }}', f"QWidget {{ color: {p.ink}; font-size: 15px; }}"]
    for role, (size, weight) in TYPE.items():
        colour = p.ink3 if role in ("small", "micro") else p.ink2 if role == "label" else p.ink
        rules.append(
            f'QLabel[kind="{role}"] {{ font-size: {size}px; font-weight: {weight}; color: {colour}; '
            "background: transparent; }"
        )
    rules.append("QLabel { background: transparent; }")
    rules.append(_COVER)
    rules.append(f'QLabel[tone="ink"] {{ color: {p.ink}; }}')
    for tone in ("ok", "warn", "bad", "info", "primary"):
        ink, tint = p.tone(tone)
        rules.append(f'QLabel[tone="{tone}"] {{ color: {ink}; }}')
        rules.append(
            f'QLabel[chip="{tone}"] {{ color: {ink}; background: {tint}; border-radius: 13px; padding: 3px 12px; '
            "font-size: 13px; font-weight: 500; }"
        )
    ink, tint = p.tone("neutral")
    rules.append(
        f'QLabel[chip="neutral"] {{ color: {ink}; background: {tint}; border-radius: 13px; padding: 3px 12px; '
        "font-size: 13px; }"
    )
    return "\n".join(rules)


def _buttons(p: Palette, control: int) -> str:
    return f"""
QPushButton {{ min-height: {control - 2}px; padding: 0 18px; border-radius: {RADIUS}px; font-size: 15px;
    font-weight: 500; background: {p.surface}; color: {p.ink}; border: 1px solid {p.line_strong}; outline: none; }}
QPushButton:hover {{ border-color: {p.field}; }}
QPushButton:pressed {{ background: {p.sunken}; }}
QPushButton:focus {{ border: 2px solid {p.primary}; padding: 0 17px; }}
QPushButton:disabled {{ background: {p.sunken}; color: {p.disabled}; border-color: {p.line}; }}
QPushButton[kind="primary"] {{ background: {p.primary}; color: {p.on_primary}; border: 1px solid {p.primary}; }}
QPushButton[kind="primary"]:hover {{ background: {p.primary_hover}; border-color: {p.primary_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {p.primary_press}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {p.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {p.line_strong}; color: {p.ink3}; border-color: {p.line_strong}; }}
QPushButton[kind="danger"] {{ color: {p.bad}; border-color: {p.bad}; }}
QPushButton[kind="danger"]:hover {{ background: {p.bad_tint}; }}
QPushButton[kind="text"] {{ border: 1px solid transparent; background: transparent; color: {p.primary};
    padding: 0 8px; }}
QPushButton[kind="text"]:hover {{ background: {p.primary_tint}; }}
QPushButton[kind="text"]:focus {{ border: 2px solid {p.primary}; padding: 0 7px; }}
QPushButton[kind="text"]:disabled {{ color: {p.disabled}; background: transparent; border-color: transparent; }}
QPushButton[compact="true"] {{ min-height: 26px; max-height: 28px; padding: 0 4px; }}
QPushButton[compact="true"]:focus {{ padding: 0 3px; }}
QPushButton[kind="stop"] {{ border: 1px solid transparent; background: transparent; color: {p.bad}; padding: 0 8px; }}
QPushButton[kind="stop"]:hover {{ background: {p.bad_tint}; }}
QPushButton[kind="stop"]:focus {{ border: 2px solid {p.bad}; padding: 0 7px; }}
QPushButton[kind="icon"] {{ min-width: {control - 2}px; max-width: {control - 2}px; padding: 0; }}
QPushButton[kind="segment"] {{ border: 1px solid transparent; background: transparent; color: {p.ink2};
    min-height: {control - 12}px; border-radius: {RADIUS - 3}px; padding: 0 14px; }}
QPushButton[kind="segment"]:checked {{ background: {p.surface}; color: {p.primary}; border: 2px solid {p.primary};
    font-weight: 600; }}
QPushButton[kind="segment"]:focus {{ border: 2px solid {p.ink2}; }}
QPushButton[kind="choice"] {{ text-align: left; padding: 0 14px; border: 1px solid {p.field}; font-weight: 400; }}
QPushButton[kind="choice"]:checked {{ background: {p.primary_tint}; border: 2px solid {p.primary}; font-weight: 500; }}
QPushButton[kind="choice"]:focus {{ border: 2px solid {p.primary}; }}
"""


def _fields(p: Palette, control: int) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {p.surface}; color: {p.ink};
    border: 1px solid {p.field}; border-radius: {RADIUS}px; padding: 0 14px; font-size: 15px;
    selection-background-color: {p.primary}; selection-color: {p.on_primary}; }}
QLineEdit, QComboBox, QSpinBox {{ min-height: {control - 2}px; }}
QPlainTextEdit, QTextEdit {{ padding: 8px 10px; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {p.ink2}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
    border: 2px solid {p.primary}; padding: 0 13px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 7px 9px; }}
QLineEdit[state="bad"], QPlainTextEdit[state="bad"], QComboBox[state="bad"] {{ border: 2px solid {p.bad};
    padding: 0 13px; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QLineEdit[state="bad"], QComboBox[state="bad"] {{
    min-height: {control - 4}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {{ background: {p.sunken};
    color: {p.disabled}; border-color: {p.line_strong}; }}
QComboBox::drop-down {{ border: none; width: 34px; }}
QComboBox::down-arrow {{ image: url("{_arrow(p)}"); width: 18px; height: 18px; }}
QComboBox QAbstractItemView {{ background: {p.surface}; border: 1px solid {p.line_strong}; outline: 0;
    selection-background-color: {p.primary_tint}; selection-color: {p.ink}; padding: 4px; }}
QProgressBar {{ border: none; border-radius: 4px; background: {p.sunken}; max-height: 8px; min-height: 8px;
    text-align: center; color: transparent; }}
QProgressBar::chunk {{ border-radius: 4px; background: {p.primary}; }}
QSlider {{ min-height: 28px; }}
QSlider::groove:horizontal {{ height: 6px; border-radius: 3px; background: {p.sunken};
    border: 1px solid {p.line_strong}; }}
QSlider::handle:horizontal {{ width: 20px; height: 20px; margin: -8px 0; border-radius: 11px; background: {p.surface};
    border: 2px solid {p.primary}; }}
QSlider::handle:horizontal:hover {{ background: {p.primary_tint}; }}
QToolTip {{ background: {p.surface}; color: {p.ink}; border: 1px solid {p.line_strong}; padding: 6px 10px; }}
"""


def _surfaces(p: Palette) -> str:
    return f"""
QFrame[kind="card"] {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {RADIUS_LARGE}px; }}
QFrame[kind="sunken"] {{ background: {p.sunken}; border: 1px solid {p.line_strong}; border-radius: {RADIUS}px; }}
QFrame[kind="row"] {{ background: {p.surface2}; border: 1px solid {p.line}; border-radius: {RADIUS}px; }}
QFrame[kind="drop"] {{ background: {p.surface2}; border: 1px dashed {p.field}; border-radius: {RADIUS}px; }}
QFrame[kind="drop"][state="over"] {{ background: {p.primary_tint}; border: 2px solid {p.primary}; }}
QFrame[kind="drop"][state="bad"] {{ border: 2px dashed {p.bad}; }}
QFrame[kind="bar"] {{ background: {p.surface}; border: none; border-top: 1px solid {p.line}; }}
QFrame[kind="formbar"] {{ background: transparent; border: none; border-top: 1px solid {p.line}; }}
QFrame[kind="popup"] {{ background: {p.surface}; border: 1px solid {p.field}; border-radius: {RADIUS_LARGE}px; }}
QFrame[kind="rule"] {{ background: {p.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[kind="toast"] {{ background: {p.nav}; border-radius: {RADIUS}px; }}
QFrame[kind="toast"] QLabel {{ color: {p.nav_ink}; }}
QPushButton[kind="toast"] {{ color: {p.nav_accent}; background: transparent; border: 1px solid transparent;
    padding: 0 8px; }}
QPushButton[kind="toast"]:hover {{ background: {p.nav_active}; }}
QPushButton[kind="toast"]:focus {{ border: 2px solid {p.nav_accent}; padding: 0 7px; }}
QWidget[kind="page"] {{ background: {p.canvas}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {p.line_strong}; border-radius: 4px; min-height: 36px; }}
QScrollBar::handle:vertical:hover {{ background: {p.field}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {p.line_strong}; border-radius: 4px; min-width: 36px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
    border: none; width: 0; height: 0; }}
"""


def _lists(p: Palette) -> str:
    return f"""
QTableView, QListView {{ background: {p.surface}; alternate-background-color: {p.surface2}; border: none;
    gridline-color: transparent; selection-background-color: {p.primary_tint}; selection-color: {p.ink}; outline: 0; }}
QTableView::item, QListView::item {{ padding: 0 12px; border-bottom: 1px solid {p.line}; }}
QTableView::item:selected, QListView::item:selected {{ background: {p.primary_tint}; color: {p.ink}; }}
QTableView:focus, QListView:focus {{ border: 2px solid {p.primary}; border-radius: {RADIUS_SMALL}px; }}
QHeaderView::section {{ background: {p.surface2}; color: {p.ink2}; border: none; font-size: 13px; font-weight: 500;
    border-bottom: 1px solid {p.line_strong}; padding: 0 12px; min-height: 38px; }}
QTableCornerButton::section {{ background: {p.surface2}; border: none; }}
QMenu {{ background: {p.surface}; border: 1px solid {p.line_strong}; border-radius: {RADIUS_SMALL}px; padding: 6px; }}
QMenu::item {{ padding: 8px 18px; border-radius: {RADIUS_SMALL}px; }}
QMenu::item:selected {{ background: {p.primary_tint}; color: {p.ink}; }}
"""


def _navigation(p: Palette, control: int, from_right: bool) -> str:
    edge = "right" if from_right else "left"
    return f"""
QFrame[kind="navigation"] {{ background: {p.nav}; border: none; }}
QFrame[kind="navigation"] QLabel {{ color: {p.nav_ink}; }}
QFrame[kind="navigation"] QLabel[kind="small"] {{ color: {p.nav_ink2}; }}
QFrame[kind="navigation"] QLabel[kind="micro"] {{ color: {p.nav_ink2}; }}
QFrame[kind="status"] {{ background: {p.nav_active}; border-radius: {RADIUS}px; }}
QFrame[kind="status"] QProgressBar {{ background: {p.nav}; }}
QFrame[kind="status"] QProgressBar::chunk {{ background: {p.nav_accent}; }}
QPushButton[kind="nav"] {{ background: transparent; border: 1px solid transparent; color: {p.nav_ink};
    text-align: left; padding: 0 16px; border-radius: {RADIUS}px; min-height: {control}px; font-size: 16px; }}
QPushButton[kind="nav"]:hover {{ background: {p.nav_active}; }}
QPushButton[kind="nav"]:checked {{ background: {p.nav_active}; color: #FFFFFF; font-weight: 600;
    border-{edge}: 4px solid {p.nav_accent}; border-top-{edge}-radius: 3px; border-bottom-{edge}-radius: 3px;
    padding-{edge}: 13px; }}
QPushButton[kind="nav"]:focus {{ border: 2px solid {p.nav_accent}; padding: 0 15px; }}
QPushButton[kind="nav"][narrow="true"] {{ padding: 0; text-align: center; }}
QPushButton[kind="nav"][tight="low"] {{ min-height: {COMPACT_CONTROL - 2}px; }}
QPushButton[kind="nav"][tight="least"] {{ min-height: {LEAST_CONTROL - 2}px; font-size: 15px; }}
QPushButton[kind="navicon"] {{ background: transparent; border: 1px solid transparent; min-width: 36px;
    max-width: 36px; min-height: 36px; padding: 0; }}
QPushButton[kind="navicon"]:hover {{ background: {p.nav_active}; }}
QPushButton[kind="navicon"]:focus {{ border: 2px solid {p.nav_accent}; padding: 0; }}
"""
