"""Points into the file that a platform exported."""
