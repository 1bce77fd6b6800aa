"""The seconds that an import takes, in a process of its own: ``python -m tests.benchmarks.importing MODULES``."""

import json
import sys
import time

start = time.perf_counter()
exec(f"import {sys.argv[1]}")
print(json.dumps({"seconds": time.perf_counter() - start}))
