import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import type { Column } from "../../data/columns/column.ts";
import { obsVector, type ObsVectorOptions } from "../../data/obs_vector.ts";
import { colorsOf } from "../../plot/colors_of.ts";
import type { CategoryChannel, SpatialMapState, ValueChannel } from "../protocol.ts";
import { clipOf } from "./clip_of.ts";

/** How values become colours. */
export interface ChannelOptions extends ObsVectorOptions {
  /** Percentiles of the values that the ends of the colour scale stand for. Default `[1, 99]`. */
  readonly percentiles?: readonly [low: number, high: number] | undefined;
}

/** The traits of what the colours show. */
export type ChannelTraits = Pick<SpatialMapState, "channel" | "values">;

/** Most categories that a map takes: a code of 16 bits each, one of them for "missing". */
const MOST = 65_535;

/**
 * What a name shows as colours: a column of labels as categories, numbers as values.
 *
 * @throws {WeftError} `NotFound`, `Ambiguous` as {@linkcode obsVector}; `Unsupported` for more than 65,535 categories.
 */
export function channelOf(data: Annotated, key: string | null, options: ChannelOptions): ChannelTraits {
  if (key === null) return { channel: null, values: new Uint8Array(0) };
  const column = obsVector(data, key, options);
  const numbers = numbersOf(column);
  return numbers ? valueTraits(key, numbers, options) : categoryTraits(data, key, column);
}

/** The numbers of a column as float32, missing ones as NaN; `undefined` where it holds labels. */
export function numbersOf(column: Column): Float32Array<ArrayBuffer> | undefined {
  const numeric = column.kind === "nullable" ? column.values : column;
  if (numeric.kind !== "numeric") return undefined;
  const numbers = Float32Array.from(numeric.values as ArrayLike<number>, Number);
  if (column.kind === "nullable") column.mask.forEach((missing, i) => missing && (numbers[i] = NaN));
  return numbers;
}

function valueTraits(key: string, values: Float32Array, { percentiles }: ChannelOptions): ChannelTraits {
  const { min, max, clip } = clipOf(values, percentiles);
  const channel: ValueChannel = { kind: "value", key, dtype: "float32", min, max, clip };
  return { channel, values };
}

function categoryTraits(data: Annotated, key: string, column: Column): ChannelTraits {
  const { codes, categories } = codesOf(column);
  if (categories.length > MOST) {
    throw new WeftError("Unsupported", {
      expected: `at most ${MOST} categories to colour by`,
      found: `${categories.length} in ${show(key)}`,
    });
  }
  const small = categories.length < 256;
  const values = small ? new Uint8Array(codes.length) : new Uint16Array(codes.length);
  const missing = small ? 255 : 65_535;
  for (let i = 0; i < codes.length; i++) values[i] = codes[i]! < 0 ? missing : codes[i]!;
  const channel: CategoryChannel = {
    ...{ kind: "category", key, dtype: small ? "uint8" : "uint16" },
    labels: categories,
    colors: colorsOf(data, key, categories),
  };
  return { channel, values };
}
