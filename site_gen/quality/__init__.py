"""Checks of translations: what an editor should look at, unit by unit and across the site."""
