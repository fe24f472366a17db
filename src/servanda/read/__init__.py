"""From a `Source` to a `Reading`: finders point at words, composers put them together."""
