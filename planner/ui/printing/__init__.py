"""Print preview, page set-up, and printing."""
