import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Json } from "./element_type.ts";

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** A list of objects, such as codecs; absent or `null` is an empty list. `Corrupt` for anything else. */
export function objectsField(document: JsonObject, name: string, where: string): readonly JsonObject[] {
  const value = document[name] ?? [];
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new WeftError("Corrupt", {
    expected: `${show(name)} to be a list of objects`,
    found: JSON.stringify(value) ?? "none",
    where,
  });
}

/** A list of whole numbers from 0, such as a shape; `Corrupt` for anything else. */
export function sizesField(document: JsonObject, name: string, where: string): number[] {
  const value = document[name];
  if (Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && Number(length) >= 0)) {
    return value as number[];
  }
  const expected = `${show(name)} to be a list of whole numbers from 0`;
  throw new WeftError("Corrupt", { expected, found: JSON.stringify(value) ?? "none", where });
}

/** Whether a fragment of JSON is an object and no list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
