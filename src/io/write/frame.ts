import type { Frame } from "../../data/frame.ts";
import type { Hdf5Writer } from "../hdf5_writer/writer.ts";
import { encoding, writeStrings } from "./arrays.ts";
import { writeColumn } from "./columns.ts";

/** Writes a table. */
export async function writeFrame(frame: Frame, writer: Hdf5Writer): Promise<number> {
  const { indexName, columnNames } = frame;
  const indexKey = indexName === null || frame.has(indexName) ? freeName("_index", frame) : indexName;
  const children = new Map([[indexKey, await writeStrings(frame.index, [frame.nRows], writer)]]);
  for (const name of columnNames) children.set(name, await writeColumn(frame.column(name), writer));
  return writer.group(children, {
    ...encoding("dataframe", "0.2.0"),
    "_index": indexKey,
    "column-order": columnNames,
  });
}

function freeName(name: string, frame: Frame): string {
  return frame.has(name) ? freeName(`_${name}`, frame) : name;
}
