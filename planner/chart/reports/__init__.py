"""Reports: what is told in tables beside the charts."""
