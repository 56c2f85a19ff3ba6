"""Makes the fixtures: by itself from the replica, or with a person from Meta's own site."""
