"""Use cases without Qt: what window and command line both do with an open plan."""
