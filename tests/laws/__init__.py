"""What holds for every input, whatever it is."""
