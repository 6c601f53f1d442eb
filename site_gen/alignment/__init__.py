"""Alignment: which sentences, and which blocks, of two languages say the same."""
