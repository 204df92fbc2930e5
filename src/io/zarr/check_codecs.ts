import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { isObject, type JsonObject, objectsField } from "./json_fields.ts";
import type { ZarrVersion } from "./metadata.ts";

const SCALE_OFFSET = ["fixedscaleoffset", "numcodecs.fixedscaleoffset"];
const SHARDING = "sharding_indexed";

/**
 * Throws for a codec that is not known, before zarrita is asked: it loads all codecs of an array at once and waits for
 * them one by one, so that the failure of a second one ends the process, not the call.
 *
 * @param document The metadata of the array.
 * @param version Version of the format.
 * @param isKnown Whether zarrita has a codec of that name.
 * @param where Array and store, for the error.
 * @throws {WeftError} `Unsupported`.
 */
export function checkCodecs(
  document: JsonObject,
  version: ZarrVersion,
  isKnown: (name: string) => boolean,
  where: string,
): void {
  const names = version === 3 ? namesV3(document, where) : namesV2(document, where);
  const unknown = names.find((name) => !isKnown(version === 3 ? name : `numcodecs.${name}`));
  if (unknown === undefined) return;
  throw new WeftError("Unsupported", {
    expected: "codecs that weft reads",
    found: show(unknown),
    where,
    next: "Write the store again with Python's zarr and a common codec such as zstd or blosc.",
  });
}

function namesV2(document: JsonObject, where: string): string[] {
  const compressor = document["compressor"] ?? null;
  const all = [...objectsField(document, "filters", where), ...(isObject(compressor) ? [compressor] : [])];
  return all.map(({ id }) => String(id)).filter((name) => !SCALE_OFFSET.includes(name));
}

/** Codecs of the chunks, and those of the parts and of the index inside of shards. */
function namesV3(document: JsonObject, where: string): string[] {
  return objectsField(document, "codecs", where).flatMap(({ name, configuration }) => {
    if (name !== SHARDING) return [String(name)];
    const inner = isObject(configuration) ? configuration : {};
    return ["codecs", "index_codecs"].flatMap((key) => namesV3({ codecs: inner[key] ?? [] }, where));
  });
}
