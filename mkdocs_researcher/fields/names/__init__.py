"""Names of people: read, shown in full or abbreviated, matched."""
