"""Speed and memory of the reader, as ratios in one run (`make bench`)."""

import os

# One thread for every library, before any of them is loaded: what is measured is one core.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
