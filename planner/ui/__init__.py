"""The window: it shows the open plan and asks for steps; it decides nothing itself."""
