"""The plan and its rules: pure Python, no Qt, no database, no files."""
