"""The tables of `search`."""
