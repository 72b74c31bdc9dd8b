"""What the bundle starts: the same as `python -m planner`."""

import multiprocessing
import sys

from planner.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
