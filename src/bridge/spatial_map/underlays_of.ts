import type { Annotated } from "../../data/annotated.ts";
import { Dense } from "../../data/dense.ts";
import { objectsOf } from "../../data/objects_of.ts";
import type { UnsDict, UnsValue } from "../../data/uns.ts";
import { Scalar } from "../../data/uns/scalar.ts";
import { encodePng } from "../../plot/encode_png.ts";
import type { Underlay } from "../protocol.ts";
import type { Plane } from "./plane_of.ts";
import { pngSize } from "./png_size.ts";

/** Which picture of the tissue lies beneath the spots. */
export type ImageChoice = "hires" | "lowres" | false;

/** One library of `uns["spatial"]`. */
interface Library {
  readonly name: string;
  readonly images: UnsDict;
  readonly scalefactors: UnsDict;
}

/** Bytes from which on the coarse picture is taken by default. */
const HEAVY = 4_000_000;
/** Diameter in µm of the spot that Space Ranger's `spot_diameter_fullres` tells in pixels. */
const SPOT = 65;

/** The pictures of `uns["spatial"]` where they belong on the map: one a section, or the only one. */
export function underlaysOf(data: Annotated, plane: Plane, choice: ImageChoice | undefined): Underlay[] {
  if (choice === false) return [];
  const libraries = librariesOf(data);
  const sections = plane.sections?.labels ?? [];
  const alone = libraries.length === 1 && sections.length <= 1;
  return libraries.flatMap(({ name, images, scalefactors }): Underlay[] => {
    const section = alone ? (sections.length === 1 ? 0 : null) : sections.indexOf(name);
    if (section === -1) return [];
    const [kind, picture] = chosen(images, choice) ?? [];
    const factor = kind === undefined ? undefined : numberIn(scalefactors, `tissue_${kind}_scalef`);
    if (!picture || factor === undefined) return [];
    const [left, top] = plane.place(section, 0, 0);
    const [right, bottom] = plane.place(section, picture.width / factor, picture.height / factor);
    return [{ image: picture.bytes, type: "image/png", box: [left, bottom, right, top], section }];
  });
}

/** Length in µm of one unit of the coordinates, where the scale factors of Space Ranger tell it. */
export function microns(data: Annotated): number | undefined {
  for (const { scalefactors } of librariesOf(data)) {
    const diameter = numberIn(scalefactors, "spot_diameter_fullres");
    if (diameter !== undefined && diameter > 0) return SPOT / diameter;
  }
  return undefined;
}

function librariesOf(data: Annotated): Library[] {
  for (const { uns } of objectsOf(data)) {
    const libraries = Object.entries(dict(uns["spatial"])).map(([name, library]) => ({
      name,
      images: dict(dict(library)["images"]),
      scalefactors: dict(dict(library)["scalefactors"]),
    }));
    if (libraries.length > 0) return libraries;
  }
  return [];
}

interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

function chosen(images: UnsDict, choice: "hires" | "lowres" | undefined): [string, Picture] | undefined {
  for (const kind of choice ? [choice] : ["hires", "lowres"]) {
    const picture = pictureOf(images[kind]);
    if (!picture) continue;
    if (choice === undefined && kind === "hires" && picture.bytes.length > HEAVY && "lowres" in images) continue;
    return [kind, picture];
  }
  return undefined;
}

/** A picture as weft's reader keeps it (the bytes of a file) or as scanpy does (height × width × channels). */
function pictureOf(value: UnsValue | undefined): Picture | undefined {
  if (!(value instanceof Dense)) return undefined;
  const { data, shape } = value;
  if (shape.length === 1 && data instanceof Uint8Array) {
    const size = pngSize(data);
    return size && { bytes: new Uint8Array(data), width: size[0], height: size[1] };
  }
  const [height = 0, width = 0, channels = 1] = shape;
  if (shape.length < 2 || shape.length > 3 || channels > 4 || width * height * channels === 0) return undefined;
  const pixels = data instanceof Uint8Array
    ? data
    : Uint8Array.from(data as ArrayLike<number>, (share) => Math.round(255 * Math.min(1, Math.max(0, Number(share)))));
  return { bytes: encodePng(pixels, width, height, channels), width, height };
}

function dict(value: UnsValue | undefined): UnsDict {
  const plain = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return plain ? value as UnsDict : {};
}

function numberIn(values: UnsDict, key: string): number | undefined {
  const value = values[key];
  const number = value instanceof Scalar ? value.value : value;
  return typeof number === "number" || typeof number === "bigint" ? Number(number) : undefined;
}
