"""safehold: a psychophysiological safety-monitoring workbench for psychotherapy research."""

import os

__version__ = "0.1.0"

# One BLAS thread: the matrices here are tiny, and more threads only burn the CPU that the live
# view needs. It takes effect only before numpy is loaded, so it stands in the package itself.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
