"""The addresses of accounts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from servanda_ledger.accounts import manage, own, sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("password/", sign_in.change_password, name="password_change"),
    path("", own.account, name="account"),
    path("tokens/<int:pk>/revoke/", own.revoke_token, name="revoke-token"),
    path("manage/", manage.manage, name="manage"),
    path("manage/users/<int:pk>/role/", manage.change_role, name="change-role"),
    path("manage/users/<int:pk>/password/", manage.set_password, name="set-password"),
]
