"""Cuts, crops and hashes a volume the paper's way: slices of a NumPy array, Pillow's resize, the dHash of imagehash.

Run: python paper-cut.py FILE OFFSET Z Y X ROUNDS
FILE holds 8-bit voxels from OFFSET on; edges are multiples of 224, so that all ways of cropping agree. A line a round:
CPU seconds, patches, SHA-256 of all hashes in the order xy, xz, yz, index, box.
"""
import hashlib
import sys
import time

import numpy as np
from PIL import Image

edge = 224


def dhash(patch):
    # What imagehash.dhash(image, hash_size=8) does; the package itself need not be there.
    image = Image.fromarray(patch).resize((edge, edge), Image.BILINEAR)
    pixels = np.asarray(image.convert("L").resize((9, 8), Image.LANCZOS))
    return np.packbits(pixels[:, 1:] > pixels[:, :-1])


def cut(volume):
    for axis in range(3):
        for index in range(volume.shape[axis]):
            section = np.take(volume, index, axis=axis)
            for y in range(0, section.shape[0], edge):
                for x in range(0, section.shape[1], edge):
                    yield dhash(section[y : y + edge, x : x + edge])


path, offset, z, y, x, rounds = sys.argv[1], *map(int, sys.argv[2:])
for _ in range(rounds):
    start = time.process_time()
    volume = np.fromfile(path, np.uint8, offset=offset).reshape(z, y, x)
    hashes = np.concatenate(list(cut(volume)))
    seconds = time.process_time() - start
    digest = hashlib.sha256(hashes.tobytes()).hexdigest()
    print(seconds, len(hashes) // 8, digest, flush=True)
