"""A module comes in, and the process that imports it ends."""

import os
import sys

if "sitrep.engine.worker" in sys.modules or sys.argv[0].endswith("worker.py"):
    os._exit(4)
