"""`python -m planner.formats.worker MEGABYTES`: the process itself."""

import sys

from planner.formats.worker.serving import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
