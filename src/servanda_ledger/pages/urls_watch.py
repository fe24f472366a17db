"""The addresses of what is watched."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from servanda_ledger.pages import watched

urlpatterns: list[URLPattern | URLResolver] = [
    path("watch/", watched.watched, name="watched"),
    path("watch/feeds/", watched.add_feed, name="watch-add"),
    path("watch/feeds/<int:pk>/", watched.change_feed, name="watch-change"),
    path("watch/items/<int:pk>/", watched.take_item, name="watch-take"),
    path("watch/followed/", watched.change_followed, name="watch-follow"),
]
