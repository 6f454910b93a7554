"""What is understood of texts: claims, names, dates, numbers, quotes, and whether a source bears a claim out."""

import os

# The matrices here are small: BLAS threads that wait for each other took more processor time than all the rest of a cross-check
# (22 claims a second became 48). Only what is set before numpy is first loaded counts; who sets it keeps their own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
