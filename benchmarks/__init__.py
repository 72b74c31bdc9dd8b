"""What the program must reach, as ratios measured in one run: `python -m benchmarks`."""
