"""The bullets and numbers that Word draws before paragraphs, worked out from the numbering part of a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    first: int


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted. Paragraphs must be asked in order."""

    levels: dict[tuple[str, int], _Level]
    styles: dict[str, tuple[str, str, int]]  # style id to its name in lower case, its list and level
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """The lists that a document defines; none when it has no numbering part."""
        styles = {}
        for style in document.styles.element.iter(f"{_W}style"):
            name = style.find(f"{_W}name")
            list_id, level = _list_of(style)
            styles[style.get(f"{_W}styleId", "")] = (name.get(_VAL, "").lower() if name is not None else "", list_id, level)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return cls({}, styles)
        abstract = {each.get(f"{_W}abstractNumId"): each for each in root.iter(f"{_W}abstractNum")}
        levels: dict[tuple[str, int], _Level] = {}
        for listed in root.iter(f"{_W}num"):
            link = listed.find(f"{_W}abstractNumId")
            definition = abstract.get(link.get(_VAL)) if link is not None else None
            for level_element in definition.iter(f"{_W}lvl") if definition is not None else ():
                levels[listed.get(f"{_W}numId", ""), _number(level_element.get(f"{_W}ilvl"), 0)] = _level(level_element)
        return cls(levels, styles)

    def style_of(self, paragraph: Any) -> str:
        """The name of a paragraph's style in lower case ("heading 1"), or "" for none."""
        return self._style(paragraph)[0]

    def marker(self, paragraph: Any) -> str:
        """What stands before a paragraph: "-" for any bullet, "3.", "(a)" ..., or "" for no list item."""
        list_id, depth = _list_of(paragraph)
        if not list_id:
            name, list_id, depth = self._style(paragraph)
            if not list_id and name.startswith("list bullet"):
                return "-"
        level = self.levels.get((list_id, depth))
        if level is None or list_id == "0" or level.form == "none":
            return ""
        if level.form == "bullet":
            return "-"
        self.counts[list_id, depth] = self.counts.get((list_id, depth), level.first - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((list_id, deeper), None)
        text = level.text
        for above in range(depth + 1):
            form = self.levels.get((list_id, above), level)
            text = text.replace(f"%{above + 1}", _formed(self.counts.get((list_id, above), form.first), form.form))
        return text.strip()

    def _style(self, paragraph: Any) -> tuple[str, str, int]:
        properties = paragraph.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        return self.styles.get(style.get(_VAL, ""), ("", "", 0)) if style is not None else ("", "", 0)


def _list_of(element: Any) -> tuple[str, int]:
    """The list and level that a paragraph or style itself names; ("", 0) for none."""
    properties = element.find(f"{_W}pPr/{_W}numPr")
    if properties is None:
        return "", 0
    list_id, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    return (list_id.get(_VAL, "") if list_id is not None else ""), _number(level.get(_VAL) if level is not None else None, 0)


def _level(element: Any) -> _Level:
    form, text, first = (element.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start"))
    return _Level(
        form.get(_VAL, "decimal") if form is not None else "decimal",
        (text.get(_VAL) or "") if text is not None else "",
        _number(first.get(_VAL) if first is not None else None, 1),
    )


def _number(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 6 else default


def _formed(count: int, form: str) -> str:
    """A count as the list writes it: letters and Roman numbers up to a sensible size, else digits."""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26:
        letter = chr(96 + count)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 400:
        roman, rest = "", count
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(count)
