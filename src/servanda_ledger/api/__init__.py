"""The REST API: reading for all, writing with tokens."""
