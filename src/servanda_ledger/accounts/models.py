"""Who may do what: users, and the tokens of programs."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody with an account. Editors are in the group `editors`; administrators are superusers."""
