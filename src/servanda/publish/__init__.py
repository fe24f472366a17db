"""A reading for people and programs: table, Markdown, HTML, CSV, JSON."""
