"""Writes an HDF5 file with what anndata does not write but others may, and prints its contents as JSON."""
import json
import sys

import h5py
import numpy as np

LAYOUTS = {"earliest": {}, "latest": {"libver": "latest"}, "userblock": {"userblock_size": 1024}, "tracked": {"track_order": True}}
rng = np.random.default_rng(1)
path, layout = sys.argv[1:]
arrays = {
    "shuffled": (rng.normal(size=(37, 23)), {"chunks": (5, 4), "compression": "gzip", "shuffle": True}),
    "cube": (rng.integers(-5, 5, size=(7, 6, 5)), {"chunks": (2, 4, 3), "compression": "gzip"}),
    "lzf": (rng.integers(-5, 5, size=(3, 4, 5, 2)).astype("i2"), {"chunks": (2, 2, 2, 2), "compression": "lzf", "shuffle": True}),
    "many": (np.arange(20000), {"chunks": (7,), "compression": "gzip"}),
    "checked": (np.arange(200.0), {"chunks": (7,), "compression": "gzip", "fletcher32": True}),
    "big_endian": (np.arange(20, dtype=">i4"), {"chunks": (7,), "compression": "gzip"}),
}
with h5py.File(path, "w", **LAYOUTS[layout]) as f:
    for name, (values, options) in arrays.items():
        f.create_dataset(name, data=values, **options)
    f.create_dataset("holes", shape=(100,), dtype="f4", chunks=(10,), compression="gzip", fillvalue=2.5)[35:45] = 1
    f.create_dataset("mixed", data=np.array([(1, 2.5, [1, 2]), (3, 4.5, [3, 4])], dtype=[("a", ">i2"), ("b", "<f8"), ("d", ">i4", (2,))]))
    f.create_dataset("swapped", data=np.array([(1, 2.5), (3, 4.5)], dtype=[("a", ">i2"), ("b", ">f8")]))
    f.create_dataset("complex", data=np.array([1 + 2j, 3 - 1j], dtype="c8"))
    f.create_dataset("fixed", data=np.array([b"ab", b"abc"], dtype="S3"))
    f.create_dataset("strings", data=["a", "ß" * 60, "", "x"] * 50, dtype=h5py.string_dtype(), chunks=(9,), compression="gzip")
    f.create_dataset("null", data=h5py.Empty("f4"))
    f["alias"] = h5py.SoftLink("/cube")
    f["broken"] = h5py.SoftLink("/nowhere")
    f.attrs.update({"list": np.arange(3), "flag": True, "names": ["p", "q"], "none": h5py.Empty("f"), "bytes": np.bytes_("abc")})
    for i in range(300):
        f.create_dataset(f"group/{i}", data=i)
    print(json.dumps({name: np.asarray(f[name][:]).astype(float).ravel().tolist() for name in [*arrays, "holes", "alias"]}))
