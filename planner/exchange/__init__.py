"""Other formats: a file in becomes a step with findings, a plan goes out as a file."""
