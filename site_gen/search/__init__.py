"""The search index that a site carries, to be read in the browser."""
