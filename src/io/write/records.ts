import { Dense } from "../../data/dense.ts";
import type { RecordArray, RecordField } from "../../data/uns/record_array.ts";
import { ByteWriter } from "../hdf5_writer/byte_writer.ts";
import { fieldSize, type WrittenField } from "../hdf5_writer/datatype.ts";
import type { Hdf5Writer } from "../hdf5_writer/writer.ts";
import { bytesOf, encoding } from "./arrays.ts";

/** Writes an array of records. */
export function writeRecords(records: RecordArray, writer: Hdf5Writer): Promise<number> {
  const fields = [...records.fields].map(([name, field]) => writtenField(name, field));
  const columns = [...records.fields.values()].map((field) => fieldBytes(field, writer));
  const data = new ByteWriter();
  for (let i = 0; i < records.length; i++) {
    columns.forEach((bytes, f) => {
      const size = fieldSize(fields[f]!);
      data.bytes(bytes.subarray(i * size, (i + 1) * size));
    });
  }
  return writer.array({ type: { fields }, shape: records.shape, data: data.done() }, encoding("rec-array", "0.2.0"));
}

function writtenField(name: string, field: RecordField): WrittenField {
  if (field instanceof Dense) return { name, type: field.dtype, shape: field.shape.slice(1) };
  const type = field.kind === "numeric" ? field.dtype : field.kind === "boolean" ? "bool" : "string";
  return { name, type, shape: [] };
}

function fieldBytes(field: RecordField, writer: Hdf5Writer): Uint8Array {
  if (field instanceof Dense) return bytesOf(field.data);
  return field.kind === "string" ? writer.references(field.values) : bytesOf(field.values);
}
