"""Users, editors, administrators, and the tokens of programs."""
