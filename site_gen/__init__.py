"""Dozaban: a static site generator for reading in two languages side by side."""

__version__ = "0.1.0"
