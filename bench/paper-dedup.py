"""Keeps exemplars the paper's way: a NumPy array of booleans, out of which each exemplar takes its near-duplicates.

Run: python paper-dedup.py FILE LIMIT
FILE holds 64-bit hashes in visiting order. Prints CPU seconds, exemplars.
"""
import sys
import time

import numpy as np

path, limit = sys.argv[1], int(sys.argv[2])
start = time.process_time()
rest = np.unpackbits(np.fromfile(path, np.uint8).reshape(-1, 8), axis=1).astype(bool)
exemplars = 0
while len(rest) > 0:
    near = np.where(np.logical_xor(rest[0], rest).sum(1) <= limit)[0]
    rest = np.delete(rest, near, axis=0)
    exemplars += 1
print(time.process_time() - start, exemplars)
