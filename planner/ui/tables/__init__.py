"""Tables of rows that can be edited in place."""
