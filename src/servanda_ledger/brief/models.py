"""The tables of `brief`."""
