"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and tokens."""

    name = "servanda_ledger.accounts"
    label = "accounts"
