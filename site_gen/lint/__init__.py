"""Whether what was built keeps the rules of two directions: languages marked, no left or right."""
