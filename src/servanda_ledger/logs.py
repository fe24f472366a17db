"""What goes into the log, and what must not."""

from __future__ import annotations

import logging
import re

# The address of a subscription is all that is needed to change or end it, and a token all that is needed to write.
_SECRET = re.compile(r"(/subscriptions/(?:confirm/)?)(?!asked/)[^/\s?'\"]+|(servanda_[0-9a-f]{12}_)[\w-]+")


def without_secrets(words: str) -> str:
    """The words with the secrets in them left out."""
    return _SECRET.sub(lambda found: f"{found[1] or found[2]}...", words)


class NoSecrets(logging.Filter):
    """Leaves secrets out of what is logged, the lines of a traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always logged."""
        record.msg, record.args = without_secrets(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = without_secrets(logging.Formatter().formatException(record.exc_info))
        return True
