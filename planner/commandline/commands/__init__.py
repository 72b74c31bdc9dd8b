"""One module for each command, named after it (`import_` for `import`, a word of Python): see `declaring.Command`."""
