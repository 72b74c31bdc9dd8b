"""The commands of `ketenplanner`, each declared in one module of `commands/` and found there by its name."""
