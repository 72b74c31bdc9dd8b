"""The chance that all are ready: whole runs over network and calendars of the schedule. Brings numpy: import late."""
