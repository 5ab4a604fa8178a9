"""Reads exports with other programs' readers and compares every patch with the manifest's checksum.

Run: python3 bench/read-exports.py EXPORT ...
Needs numpy and Pillow, and for some formats pyarrow or pycocotools; flipbooks need tifffile or mrcfile.
"""

import csv
import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image


def grey(source):
    with Image.open(source) as picture:
        array = np.asarray(picture)
    return array if array.ndim == 2 else array[..., 0]


def files(payload, rows):
    """Formats of a picture file a patch: cem, imagefolder, coco, fiftyone."""
    for row in rows:
        yield row, grey(payload / row["file"])


def webdataset(payload, rows):
    tars = {}
    for row in rows:
        tar = tars.setdefault(row["file"], tarfile.open(payload / row["file"]))
        key = row["item"].split(".")[0]
        facts = json.load(tar.extractfile(f"{key}.json"))
        assert facts["name"] == row["name"], key
        yield row, grey(io.BytesIO(tar.extractfile(row["item"]).read()))


def parquet(payload, rows):
    import pyarrow.parquet as pq

    tables = {}
    for row in rows:
        if row["file"] not in tables:
            table = pq.read_table(payload / row["file"])
            features = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]
            assert list(features) == table.column_names
            tables[row["file"]] = table.to_pylist()
        record = tables[row["file"]][int(row["item"])]
        assert record["name"] == row["name"]
        assert (record["score"] is None) == (row["score"] == "")
        yield row, grey(io.BytesIO(record["image"]["bytes"]))


def coco(payload, rows):
    from pycocotools.coco import COCO

    by_split = {}
    for number, row in enumerate(rows, 1):
        split = row["split"] or "all"
        if split not in by_split:
            by_split[split] = COCO(payload / "annotations" / f"{split}.json")
        found = by_split[split]
        [image] = found.loadImgs(number)
        [annotation] = found.loadAnns(found.getAnnIds(imgIds=number))
        mask = found.annToMask(annotation)
        assert mask.shape == (image["height"], image["width"]) and mask.all()
        yield row, grey(payload / split / image["file_name"])


def zarr3(payload, rows):
    """By the letter of the Zarr 3 specification: the reader of Debian knows version 2 alone."""
    import gzip

    for row in rows:
        array = json.loads((payload / row["file"].split("/c/")[0] / "zarr.json").read_text())
        shape = array["chunk_grid"]["configuration"]["chunk_shape"]
        assert [codec["name"] for codec in array["codecs"]] == ["bytes", "gzip"]
        chunk = np.frombuffer(gzip.decompress((payload / row["file"]).read_bytes()), np.uint8)
        plane = chunk.reshape(shape)[int(row["item"]) % shape[0]]
        height, width = int(row["y1"]) - int(row["y0"]), int(row["x1"]) - int(row["x0"])
        yield row, plane[:height, :width]


readers = {"webdataset": webdataset, "parquet": parquet, "coco": coco, "ome-zarr": zarr3}


def check_dataset(folder):
    layout = json.loads((folder / "dataset.json").read_text())["layout"]["format"]
    with open(folder / "manifest.csv", newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    good = 0
    for row, pixels in readers.get(layout, files)(folder / "data", rows):
        digest = hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()
        assert digest == row["sha256"], f"{row['name']} differs"
        good += 1
    print(f"{folder.name}: {layout}, {good} of {len(rows)} patches as the manifest says")


def check_flipbooks(folder):
    with open(folder / "flipbooks.csv", newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        path = folder / "data" / row["file"]
        shape = tuple(int(row[b]) - int(row[a]) for a, b in (("from", "to"), ("y0", "y1"), ("x0", "x1")))
        if path.suffix == ".mrc":
            import mrcfile

            with mrcfile.open(path) as file:
                found, size = file.data.shape, file.voxel_size
            edges = (size.z / 10, size.y / 10, size.x / 10)
            assert np.allclose(edges, [float(row[k]) for k in ("section_nm", "pixel_y_nm", "pixel_x_nm")])
        elif path.suffix == ".tif":
            import tifffile

            found = tifffile.imread(path).shape
        else:
            head, samples = path.read_bytes().split(b"\n\n", 1)
            sizes = next(line for line in head.decode().splitlines() if line.startswith("sizes: "))
            found = tuple(int(n) for n in sizes.split()[1:])[::-1]
            assert len(samples) == np.prod(found)
        assert found == shape, row["name"]
    print(f"{folder.name}: {len(rows)} flipbooks of the shape the table says")


for argument in sys.argv[1:]:
    given = Path(argument)
    check_flipbooks(given) if (given / "flipbooks.csv").exists() else check_dataset(given)
