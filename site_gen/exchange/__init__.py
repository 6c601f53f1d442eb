"""Exchange with CAT tools: what goes out, what comes back, and how it is merged."""
