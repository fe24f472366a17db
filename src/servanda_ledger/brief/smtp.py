"""Giving a message to a mail server, and what its answer means: sent, to be tried again, or refused for good."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

Outcome = Literal["sent", "later", "doubt", "refused", "unset"]
_SCHEMES = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_LONGEST = 280


class MailSettingsError(Exception):
    """Raised when SERVANDA_SMTP_URL is missing or means nothing; the message says what to give."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, and the address that mail comes from. `timeout` is in seconds, for each answer of the server."""

    host: str
    port: int
    scheme: str
    user: str
    password: str
    sender: str
    timeout: float

    @property
    def domain(self) -> str:
        """The domain of the sender."""
        return self.sender.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of giving a message to the server.

    `sent`: it took it. `later`: it did not, and may another time. `doubt`: the connection broke after the message was handed over and
    before it answered; it may have it. `refused`: this recipient or message will never be taken. `unset`: it does not take mail from us
    at all (password, sender); nothing is wrong with the recipient.
    """

    outcome: Outcome
    reply: str


def server_of(url: str) -> Server:
    """The server that a URL names: `smtp://user:password@host:587?from=briefs@example.org`, also `smtps://` and `smtp+starttls://`.

    `starttls=1` does the same as the scheme, `timeout=SECONDS` sets how long to wait for each answer (30). Raises `MailSettingsError`.
    """
    wanted = "give SERVANDA_SMTP_URL as smtp://user:password@host:587?from=briefs@example.org&starttls=1 (or smtps://...)"
    if not url:
        raise MailSettingsError(f"mail is not set up: {wanted}")
    try:
        parts = urlsplit(url)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        port, timeout = parts.port, float(query.get("timeout", "30"))
    except ValueError as error:
        raise MailSettingsError(f"SERVANDA_SMTP_URL means nothing ({error}): {wanted}") from error
    scheme = "smtp+starttls" if parts.scheme == "smtp" and query.get("starttls") in ("1", "true", "yes") else parts.scheme
    sender = parseaddr(query.get("from", ""))[1]
    if scheme not in _SCHEMES or not parts.hostname:
        raise MailSettingsError(f"SERVANDA_SMTP_URL means nothing: {wanted}")
    if "@" not in sender or not sender.isascii() or any(c.isspace() for c in sender):
        raise MailSettingsError(f"SERVANDA_SMTP_URL names no sender: {wanted}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port or _SCHEMES[scheme], scheme, user, password, sender, max(timeout, 0.1))


def mail_server() -> Server:
    """The server of the settings. Raises `MailSettingsError`, also when nobody said where the site is to which mails lead."""
    server = server_of(settings.SMTP_URL)
    if not settings.SITE_URL.startswith(("http://", "https://")):
        raise MailSettingsError("mail is not set up: give SERVANDA_SITE_URL, the address of the site, such as https://servanda.example")
    return server


class Line:
    """A connection to the server, kept for several messages and made anew when it breaks."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._open: smtplib.SMTP | None = None

    def give(self, recipient: str, message: bytes, handing: Callable[[], None]) -> Answer:
        """Give a message to the server; `handing` is called when the recipient is accepted, right before the message itself."""
        handed = False
        try:
            smtp = self._connected()
            code, reply = smtp.mail(self._server.sender)
            if code != 250:
                return self._done(code, reply, permanent="unset")
            code, reply = smtp.rcpt(recipient)
            if code not in (250, 251):
                return self._done(code, reply, permanent="refused")
            handing()
            handed = True
            code, reply = smtp.data(message)
            if code == 250:
                return Answer("sent", _words(code, reply))
            return self._done(code, reply, permanent="refused")
        except smtplib.SMTPDataError as error:  # refused before the message was sent
            return self._done(error.smtp_code, error.smtp_error, permanent="refused")
        except smtplib.SMTPAuthenticationError as error:
            self.close()
            return Answer("unset", _words(error.smtp_code, error.smtp_error))
        except smtplib.SMTPResponseException as error:
            self.close()
            return Answer("later" if error.smtp_code < 500 else "unset", _words(error.smtp_code, error.smtp_error))
        except (smtplib.SMTPException, OSError, ssl.SSLError, UnicodeError) as error:
            self.close()
            return Answer("doubt" if handed else "later", _reason(error))

    def close(self) -> None:
        """Hang up."""
        smtp, self._open = self._open, None
        if smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                smtp.close()

    def _connected(self) -> smtplib.SMTP:
        if self._open is not None:
            try:
                if self._open.noop()[0] == 250:
                    return self._open
            except (smtplib.SMTPException, OSError):
                pass
            self.close()
        s = self._server
        name = s.domain if s.domain.isascii() else socket.getfqdn()
        if s.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(s.host, s.port, name, timeout=s.timeout, context=ssl.create_default_context())
        else:
            smtp = smtplib.SMTP(s.host, s.port, name, timeout=s.timeout)
        self._open = smtp
        if s.scheme == "smtp+starttls":
            smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
        if s.user:
            smtp.login(s.user, s.password)
        return smtp

    def _done(self, code: int, reply: bytes | str, *, permanent: Outcome) -> Answer:
        smtp = self._open
        if smtp is not None and code != 421:
            try:
                smtp.rset()
            except (smtplib.SMTPException, OSError):
                self.close()
        else:
            self.close()
        return Answer(permanent if 500 <= code < 600 else "later", _words(code, reply))


def _words(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {' '.join(text.split())}"[:_LONGEST]


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "the server did not answer in time"
    return (" ".join(str(error).split()) or type(error).__name__)[:_LONGEST]
