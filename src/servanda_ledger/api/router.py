"""Where every function of the API is registered: one router, since reading and writing share addresses."""

from __future__ import annotations

from ninja import Router

router = Router()
