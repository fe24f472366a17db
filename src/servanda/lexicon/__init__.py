"""Which words mean what: typed loading of the word lists in `data/` and of names of one's own."""
