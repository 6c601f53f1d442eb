"""All knowledge of Persian: its letters, its damage, its spacing, its sentences, its calendar."""
