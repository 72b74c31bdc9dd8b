"""Plan files of MS Project, Primavera, GanttProject and others, read and written through MPXJ."""
