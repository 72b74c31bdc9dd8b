"""The chance that all are ready: whole runs over the network and calendars of the schedule. Brings numpy: import late."""
