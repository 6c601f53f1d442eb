"""The stages in order, and the disk at both ends of them."""
