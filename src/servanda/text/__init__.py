"""From bytes to a `Source`: plain text with a map back to where it came from."""
