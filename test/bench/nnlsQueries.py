"""Times scipy's nnls, what a Python user would pick, on raw float64 rows and queries: prints seconds a query and how many it put inside.

usage: nnlsQueries.py ROWS.f64 QUERIES.f64 COLUMNS
"""

import sys
import time

import numpy as np
from scipy.optimize import nnls

columns = int(sys.argv[3])
rows = np.fromfile(sys.argv[1]).reshape(-1, columns)
queries = np.fromfile(sys.argv[2]).reshape(-1, columns)
system = np.vstack([rows.T, np.ones(len(rows))])
inside = 0
start = time.perf_counter()
for query in queries:
    residual = nnls(system, np.append(query, 1.0))[1]
    inside += residual < 1e-7
print((time.perf_counter() - start) / len(queries), inside)
