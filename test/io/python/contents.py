"""Reads h5ad and h5mu files with anndata and mudata and prints their contents as JSON, one line a file."""
import json
import sys
import warnings

import anndata
import h5py
import mudata
import numpy as np
import pandas as pd
from scipy import sparse

warnings.filterwarnings("ignore")
mudata.set_options(pull_on_update=False)


def value(x):
    if x is None or x is pd.NA:
        return None
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x) if abs(int(x)) <= 2**53 - 1 else {"bigint": str(int(x))}
    if isinstance(x, (float, np.floating)):
        x = float(x)
        return x if np.isfinite(x) else "NaN" if np.isnan(x) else "Infinity" if x > 0 else "-Infinity"
    if isinstance(x, (complex, np.complexfloating)):
        return {"re": float(x.real), "im": float(x.imag)}
    if isinstance(x, bytes):
        return x.decode()
    return str(x)


def nested(a):
    return [nested(row) for row in a] if isinstance(a, np.ndarray) and a.ndim > 0 else value(a)


def column(c):
    dtype = c.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return {"kind": "categorical", "ordered": bool(c.cat.ordered) if hasattr(c, "cat") else bool(c.ordered),
                "categories": [value(x) for x in dtype.categories],
                "codes": [int(x) for x in (c.cat.codes if hasattr(c, "cat") else c.codes)]}
    if isinstance(dtype, pd.BooleanDtype):
        return {"kind": "nullable-boolean", "values": [value(x) for x in c]}
    if isinstance(dtype, pd.StringDtype):
        return {"kind": "nullable-string", "values": [None if pd.isna(x) else str(x) for x in c]}
    if hasattr(dtype, "numpy_dtype") and pd.api.types.is_extension_array_dtype(dtype):
        return {"kind": "nullable-integer", "dtype": str(dtype.numpy_dtype), "values": [value(x) for x in c]}
    if dtype == object:
        return {"kind": "string", "values": [str(x) for x in c]}
    kind = "boolean" if dtype == bool else "numeric"
    return {"kind": kind, "dtype": str(dtype), "values": [value(x) for x in c.to_numpy()]}


def frame(df):
    return {"kind": "dataframe", "n_rows": len(df), "index_name": df.index.name, "index": [str(x) for x in df.index],
            "column_order": [str(c) for c in df.columns], "columns": {str(c): column(df[c]) for c in df.columns}}


def element(x):
    if x is None:
        return {"kind": "null"}
    if isinstance(x, pd.DataFrame):
        return frame(x)
    if sparse.issparse(x):
        return {"kind": x.format, "dtype": str(x.dtype), "shape": list(x.shape), "nnz": int(x.nnz), "dense": nested(x.toarray())}
    if isinstance(x, dict):
        return {"kind": "dict", "items": {k: element(v) for k, v in x.items()}}
    if isinstance(x, (pd.Categorical, pd.api.extensions.ExtensionArray, pd.Series)):
        return column(x)
    if isinstance(x, np.ndarray) and x.dtype.names:
        rows = [{n: value(row[n]) for n in x.dtype.names} for row in x.ravel()]
        return {"kind": "record-array", "fields": list(x.dtype.names), "shape": list(x.shape), "values": rows}
    if isinstance(x, np.ndarray) and x.ndim > 0:
        if x.dtype == object or x.dtype.kind in "UST":
            return {"kind": "string-array", "dtype": "string", "shape": list(x.shape), "values": nested(x.astype(object))}
        return {"kind": "array", "dtype": str(x.dtype), "shape": list(x.shape), "values": nested(x)}
    x = x[()] if isinstance(x, np.ndarray) else x
    kinds = [((bool, np.bool_), "bool"), ((int, np.integer), "int64"), ((float, np.floating), "float64"),
             ((complex, np.complexfloating), "complex128")]
    dtype = next((name for types, name in kinds if isinstance(x, types)), "string")
    return {"kind": "scalar", "dtype": dtype, "value": value(x)}


def slots(holder, names):
    return {name: {k: element(v) for k, v in dict(getattr(holder, name)).items()} for name in names}


def annotated(a):
    content = {"kind": "anndata", "n_obs": a.n_obs, "n_vars": a.n_vars, "X": element(a.X), "obs": frame(a.obs), "var": frame(a.var),
               **slots(a, ["layers", "obsm", "varm", "obsp", "varp", "uns"])}
    if a.raw is not None:
        content["raw"] = {"X": element(a.raw.X), "var": frame(a.raw.var), "varm": {k: element(v) for k, v in a.raw.varm.items()}}
    return content


def multimodal(m):
    return {"kind": "mudata", "axis": int(m.axis), "n_obs": m.n_obs, "n_vars": m.n_vars, "mod_order": list(m.mod),
            "mod": {k: annotated(a) for k, a in m.mod.items()}, "obs": frame(m.obs), "var": frame(m.var),
            **slots(m, ["obsm", "varm", "obsp", "varp", "obsmap", "varmap", "uns"])}


def booleans(path):
    """Keys whose HDF5 element type h5py sees as bool."""
    found = []
    with h5py.File(path) as f:
        def visit(name, node):
            if isinstance(node, h5py.Dataset) and node.shape is not None and node.dtype == bool:
                found.append(name)
            found.extend(f"{name}@{k}" for k, v in node.attrs.items() if isinstance(v, (bool, np.bool_)))
        f.visititems(visit)
    return sorted(found)


for path in sys.argv[1:]:
    try:
        data = mudata.read_h5mu(path) if path.endswith(".h5mu") else anndata.read_h5ad(path)
        content = multimodal(data) if path.endswith(".h5mu") else annotated(data)
        print(json.dumps({"content": content, "booleans": booleans(path)}))
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}))
