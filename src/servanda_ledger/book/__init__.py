"""The append-only chain of entries, and the tables that are rebuilt from it."""
