"""The form that takes a text in one of three ways."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from servanda.text.kinds import READABLE

MAX_BYTES = 10_000_000  # of a pasted text, a file or what a link leads to


class TextForm(forms.Form):
    """A text pasted, a file, or a link: exactly one of them."""

    text = forms.CharField(
        label=_("Paste a text"), required=False, strip=False, max_length=MAX_BYTES, widget=forms.Textarea(attrs={"rows": 9})
    )
    file = forms.FileField(label=_("or choose a file"), required=False, max_length=255, allow_empty_file=True)
    link = forms.URLField(label=_("or give a link"), required=False, max_length=2000, assume_scheme="https")

    def clean_file(self) -> UploadedFile[bytes] | None:
        """A file of a readable kind and size."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file is None:
            return None
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Split it, or paste its text."))
        if PurePath(file.name or "").suffix.lower() not in READABLE:
            raise ValidationError(_("This kind of file is not read. Give a .txt, .md, .html, .pdf, .docx or .eml file."))
        return file

    def clean(self) -> dict[str, Any]:
        """Exactly one way is used."""
        data = super().clean() or {}
        given = [name for name in ("text", "file", "link") if data.get(name) and (name != "text" or data[name].strip())]
        if not self.errors and len(given) != 1:
            raise ValidationError(
                _("Paste a text, choose a file or give a link.") if not given else _("Give only one: a pasted text, a file or a link.")
            )
        return data | {"way": given[0] if given else ""}
