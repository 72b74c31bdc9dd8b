"""Windows that ask for several things at once: a new plan, settings, a calendar, what to import."""
