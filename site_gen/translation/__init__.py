"""Translations: the memory on disk, what belongs to which block, and machine drafts."""
