"""The site while it is being written: built again at each save, reloaded by itself."""
