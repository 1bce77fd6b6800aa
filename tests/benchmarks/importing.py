"""What an import costs above that of pandas, in a process of its own.

``python -m tests.benchmarks.importing MODULES``.
"""

import json
import sys
import time

start = time.perf_counter()
exec("import pandas")
middle = time.perf_counter()
exec(f"import {sys.argv[1]}")
print(
    json.dumps(
        {
            "pandas": middle - start,
            "more": time.perf_counter() - middle,
            "draws": not {"IPython", "matplotlib"}.isdisjoint(sys.modules),
        }
    )
)
