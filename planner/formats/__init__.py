"""Formats: bytes of a file in become a step with findings, a plan goes out as bytes. No window, no open document."""
