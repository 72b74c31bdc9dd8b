"""PostgreSQL as a second home of a plan: the same tables and journal, steps in the order of the server."""
