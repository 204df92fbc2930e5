import type { Group } from "h5wasm/node";

/** A data set of a fixture: text, or numbers of a type. */
export type H5Content = string[] | Int32Array | BigInt64Array | Float32Array;

/** What goes into a fixture: data sets by path, and attributes of the root. */
export interface H5Fixture {
  /** Data sets by path, as `matrix/data`. */
  readonly data: Readonly<Record<string, H5Content>>;
  /** Attributes of the root: text or lists of text. */
  readonly attrs?: Readonly<Record<string, string | string[]>>;
}

/** Writes an HDF5 file as 10x's programs lay it out. */
export async function writeH5(path: string, { data, attrs = {} }: H5Fixture): Promise<void> {
  const { default: h5wasm } = await import("h5wasm/node");
  await h5wasm.ready;
  const file = new h5wasm.File(path, "w");
  for (const [name, values] of Object.entries(data)) {
    const parts = name.split("/");
    let group: Group = file;
    for (const part of parts.slice(0, -1)) {
      group = group.keys().includes(part) ? group.get(part) as Group : group.create_group(part);
    }
    group.create_dataset({ name: parts.at(-1)!, data: values, shape: [values.length] });
  }
  for (const [name, value] of Object.entries(attrs)) file.create_attribute(name, value);
  file.close();
}

/** Three barcodes × four features of a version 3 file: two genes of one name, a protein, a peak. */
export const MATRIX: H5Fixture["data"] = {
  "matrix/barcodes": ["AAAC-1", "AAAG-1", "AAAT-1"],
  "matrix/data": new Int32Array([5, 1, 2, 9, 3]),
  "matrix/indices": new BigInt64Array([0n, 3n, 1n, 2n, 0n]),
  "matrix/indptr": new BigInt64Array([0n, 2n, 4n, 5n]),
  "matrix/shape": new Int32Array([4, 3]),
  "matrix/features/id": ["ENSG1", "ENSG2", "CD3", "chr1:1-9"],
  "matrix/features/name": ["CD3E", "CD3E", "CD3", "chr1:1-9"],
  "matrix/features/feature_type": ["Gene Expression", "Gene Expression", "Antibody Capture", "Peaks"],
  "matrix/features/genome": ["GRCh38", "mm10", "", "GRCh38"],
  "matrix/features/_all_tag_keys": ["genome"],
};

/** The same counts, dense. */
export const COUNTS = [[5, 0, 0, 1], [0, 2, 9, 0], [3, 0, 0, 0]];
