"""Everything that reads what a person typed, and prints: the verbs, each in a file."""
