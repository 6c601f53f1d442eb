"""Commands that are more than a few lines: what they take, and what they print."""
