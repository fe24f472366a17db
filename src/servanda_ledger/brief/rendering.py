"""A brief in every form: text, HTML for mail, JSON, Markdown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from django.template.loader import render_to_string
from django.utils import translation

from servanda_ledger.brief import links
from servanda_ledger.brief.markdown import markdown
from servanda_ledger.brief.parts import Brief, brief_json
from servanda_ledger.brief.plain import text
from servanda_ledger.brief.wording import Worded, told, worded

Format = Literal["text", "html", "json", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)

_SANS = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Liberation Sans',Arial,sans-serif;"
_SERIF = "font-family:Charter,'Bitstream Charter',Georgia,'Liberation Serif','Times New Roman',serif;"
# What stands in the style attributes of the mail, for programs that read no style sheet; the sheet in its head adds dark colours.
STYLES = {
    "body": f"margin:0;padding:0;background:#f3f1eb;color:#1b1e23;{_SANS}",
    "sheet": "max-width:640px;margin:0 auto;padding:24px 20px 28px;background:#ffffff;border-top:4px solid #1b3a63;",
    "mark": "margin:0 0 14px;font-size:15px;line-height:20px;color:#555c65;",
    "h1": f"margin:0;{_SERIF}font-size:25px;line-height:31px;font-weight:600;color:#1b1e23;",
    "about": f"margin:6px 0 0;{_SERIF}font-size:17px;line-height:24px;color:#1b1e23;",
    "summary": "margin:10px 0 0;font-size:15px;line-height:22px;color:#555c65;",
    "h2": "margin:34px 0 0;padding:0 0 6px;border-bottom:2px solid #1b1e23;"
    f"{_SERIF}font-size:19px;line-height:25px;font-weight:600;color:#1b1e23;",
    "note": "margin:8px 0 0;font-size:14px;line-height:20px;color:#555c65;",
    "h3": "margin:18px 0 0;font-size:15px;line-height:21px;font-weight:600;color:#1b1e23;",
    "list": "margin:0;padding:0;list-style:none;",
    "item": "margin:0;padding:12px 0;border-bottom:1px solid #d9d5cc;",
    "label": "margin:0 0 3px;font-size:13px;line-height:18px;font-weight:600;color:#555c65;",
    "warn": "margin:0 0 3px;font-size:13px;line-height:18px;font-weight:600;color:#8a4b00;",
    "good": "margin:0 0 3px;font-size:13px;line-height:18px;font-weight:600;color:#1f6b3a;",
    "who": "margin:0;font-size:15px;line-height:21px;font-weight:600;color:#1b1e23;",
    "words": f"margin:2px 0 0;{_SERIF}font-size:17px;line-height:25px;color:#1b1e23;",
    "link": "color:#1b4a86;text-decoration:underline;",
    "quote": "color:#1b1e23;text-decoration:underline;text-decoration-color:#8aa0bd;",
    "fact": "margin:4px 0 0;font-size:14px;line-height:20px;color:#3a4048;",
    "other": f"margin:6px 0 0;padding:0 0 0 12px;border-left:3px solid #d9d5cc;{_SERIF}font-size:15px;line-height:22px;color:#3a4048;",
    "source": "margin:4px 0 0;font-size:13px;line-height:19px;color:#555c65;",
    "foot": "margin:0;padding:14px 0 0;font-size:13px;line-height:19px;color:#555c65;",
}


@dataclass(frozen=True, slots=True)
class Foot:
    """A sentence at the end of a mail, with words that are linked (`words` empty: none)."""

    sentence: str
    words: str = ""
    url: str = ""

    @property
    def plain(self) -> str:
        """As text."""
        return f"{self.sentence} {self.words}: {self.url}" if self.words else self.sentence


def render(brief: Brief, form: Format, language: str = "en") -> str:
    """A brief in one of the forms."""
    if form == "json":
        return json.dumps(told_json(brief, language), ensure_ascii=False, indent=2) + "\n"
    shown = worded(brief, language)
    if form == "text":
        return text(shown)
    return html(shown) if form == "html" else markdown(shown)


def html(brief: Worded, foot: Sequence[Foot] = ()) -> str:
    """The brief as a page for mail: one column, styles inside, dark where the reader's program is dark."""
    with translation.override(brief.language):
        return render_to_string("brief/mail.html", {"brief": brief, "foot": foot, "s": STYLES, "site": links.site()})


def told_json(brief: Brief, language: str = "en") -> dict[str, Any]:
    """A brief as JSON (`servanda.brief/1`): its fields, and its sentences in a language."""
    made = brief_json(brief)
    shown = worded(brief, language)
    made |= {"language": language, "title": shown.title, "about": shown.about, "summary": shown.summary, "url": shown.url}
    with translation.override(language):
        for section, kept, words in zip(brief.sections, made["sections"], shown.sections, strict=True):
            kept["title"] = words.title
            for item, value in zip(section.items, kept["items"], strict=True):
                sentences = told(item, grouped=True)
                value["told"] = [sentences.lead, *sentences.facts]
                value["url"] = sentences.url
    return made
