import { WeftError } from "../../core/error.ts";
import type { Frame } from "../../data/frame.ts";
import { readTable } from "../text/read_table.ts";

const NAMES = ["barcode", "in_tissue", "array_row", "array_col", "pxl_row_in_fullres", "pxl_col_in_fullres"] as const;

/** Reads the places of all spots from a `spatial` folder whose files are given, by any version of Space Ranger. */
export async function readPositions(folder: string, names: readonly string[]): Promise<Frame> {
  const path = (name: string) => `${folder}/${name}`;
  if (names.includes("tissue_positions.csv")) return checked(await readTable(path("tissue_positions.csv")), folder);
  if (names.includes("tissue_positions_list.csv")) {
    return checked(await readTable(path("tissue_positions_list.csv"), { names: NAMES, delimiter: "," }), folder);
  }
  throw new WeftError("Unsupported", {
    expected: "tissue_positions.csv or tissue_positions_list.csv",
    found: "tissue_positions.parquet",
    where: folder,
    next: "Write it as csv: pandas.read_parquet(…).to_csv('tissue_positions.csv', index=False).",
  });
}

/** Whether a file of a `spatial` folder holds places, in a form that weft reads or not. */
export function isPositions(name: string): boolean {
  return /^tissue_positions(_list)?\.csv$|^tissue_positions\.parquet$/.test(name);
}

function checked(positions: Frame, folder: string): Frame {
  for (const name of NAMES.slice(1)) {
    if (positions.has(name) && positions.column(name).kind === "numeric") continue;
    throw new WeftError("Corrupt", {
      expected: `a column '${name}' of numbers`,
      found: positions.has(name) ? "other values" : `the columns ${positions.columnNames.join(", ")}`,
      where: `the tissue positions of ${folder}`,
    });
  }
  return positions;
}
