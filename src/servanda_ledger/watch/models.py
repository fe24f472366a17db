"""The tables of `watch`."""
