"""Plan files: SQLite tables derived from the entities, the journal, lock, backups and migrations."""
