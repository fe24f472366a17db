"""Mails as bytes: a brief in plain text and HTML, and the one that asks to confirm a subscription."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from servanda_ledger.brief import links
from servanda_ledger.brief.labels import scope_words
from servanda_ledger.brief.models import Subscription
from servanda_ledger.brief.parts import Brief, Scope
from servanda_ledger.brief.plain import text
from servanda_ledger.brief.rendering import STYLES, Foot, html
from servanda_ledger.brief.smtp import Server
from servanda_ledger.brief.wording import Worded, worded

_WIRE = SMTP.clone(max_line_length=250)  # no header of ours is folded: not every program unfolds the addresses in them


@dataclass(frozen=True, slots=True)
class Mail:
    """A message and the identifier in its header."""

    message_id: str
    data: bytes


def message_id(subscription: Subscription, period: str, server: Server) -> str:
    """The same for the same subscription and period, so that a message that is sent again is known to be the same."""
    key = hashlib.sha256(f"{subscription.secret} {period}".encode()).hexdigest()[:40]
    return f"<brief.{key}@{server.domain}>"


def brief_mail(brief: Brief, subscription: Subscription, period: str, server: Server, now: datetime) -> Mail:
    """The mail of a brief, in the reader's language, with the headers of RFC 2369, 2919, 3834 and 8058."""
    shown = worded(brief, subscription.language)
    manage, leave = links.page("subscription", subscription.secret), links.page("unsubscribe", subscription.secret)
    with translation.override(subscription.language):
        foot = (
            Foot(_("You get this because you subscribed to briefs.")),
            Foot("", _("Change the subscription"), manage),
            Foot("", _("Unsubscribe"), leave),
        )
        subject = f"{shown.title}: {shown.about}" if shown.about else shown.title
    message = _message(subscription, server, subject, now, message_id(subscription, period, server))
    message["List-Id"] = f"Servanda briefs <briefs.{server.domain}>"
    message["List-Unsubscribe"] = f"<{leave}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Precedence"] = "bulk"
    message.set_content(text(shown, _plain_foot(foot)), cte="quoted-printable")
    message.add_alternative(html(shown, foot), subtype="html", cte="quoted-printable")
    _languages(message, shown)
    return Mail(str(message["Message-ID"]), message.as_bytes(policy=_WIRE))


def confirmation_mail(subscription: Subscription, period: str, server: Server, now: datetime, *, known: bool) -> Mail:
    """The mail that asks to confirm a subscription, or tells that there is one of the same scope already."""
    with translation.override(subscription.language):
        about = scope_words(Scope(subscription.scope, subscription.value)) or _("everything")  # type: ignore[arg-type]
        url = links.page("subscription", subscription.secret) if known else links.page("confirm", subscription.confirmation)
        words = {
            "title": _("You have this subscription already") if known else _("Please confirm your subscription"),
            "told": (
                _("Somebody, perhaps you, asked for briefs from Servanda for this address."),
                _("About: %(scope)s") % {"scope": about},
            ),
            "button": _("Change or end the subscription") if known else _("Confirm the subscription"),
            "url": url,
            "closing": _("If it was not you, do nothing: no further mail will come of this.")
            if not known
            else _("If it was not you who asked, do nothing: nothing was changed."),
        }
        message = _message(subscription, server, str(words["title"]), now, message_id(subscription, period, server))
        message.set_content(render_to_string("brief/confirm.txt", words), cte="quoted-printable")
        page = render_to_string("brief/confirm.html", words | {"s": STYLES, "site": links.site(), "language": subscription.language})
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return Mail(str(message["Message-ID"]), message.as_bytes(policy=_WIRE))


def _message(subscription: Subscription, server: Server, subject: str, now: datetime, identifier: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Servanda", addr_spec=server.sender)
    message["To"] = Address(addr_spec=subscription.email)
    message["Subject"] = subject if len(subject) <= 150 else subject[:149] + "…"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = identifier
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = subscription.language
    return message


def _languages(message: EmailMessage, shown: Worded) -> None:
    for part in message.iter_parts():
        part["Content-Language"] = shown.language


def _plain_foot(foot: tuple[Foot, ...]) -> list[str]:
    found = []
    for each in foot:
        found += [each.sentence] if each.sentence else [f"{each.words}:", each.url]
    return found
