"""Whether Meta's forms are still as this program knows them, and its own recordings still end as they say."""
