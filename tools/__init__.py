"""What developers run besides the program: accuracy against the gold, with floors that only go up."""
