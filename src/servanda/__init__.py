"""Servanda reads what governments promise each other and keeps every commitment pinned to its words."""
