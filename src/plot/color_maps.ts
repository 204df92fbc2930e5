import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";

/** Colours of a scale from its low to its high end; between two of them colours are mixed. */
const STOPS: Readonly<Record<string, string>> = {
  viridis: "440154472d7b3b528b2c728e21918c28ae805ec962addc30fde725",
  magma: "0000041c10444f127b812581b5367ae55064fb8761fec287fcfdbf",
  cividis: "00224e1235703b496c575d6d7071738a8678a59c74c3b369e1cc55fee838",
  Reds: "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d",
  Blues: "f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b",
  Greys: "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525000000",
  "RdBu_r": "0530612166ac4393c392c5ded1e5f0f7f7f7fddbc7f4a582d6604db2182b67001f",
};

/** Name of a scale of colours, as matplotlib calls it; `_r` turns it round. */
export type ColorMap =
  | "viridis"
  | "viridis_r"
  | "magma"
  | "magma_r"
  | "cividis"
  | "cividis_r"
  | "Reds"
  | "Blues"
  | "Greys"
  | "RdBu"
  | "RdBu_r";

/** The stops of a scale as "#rrggbb", low end first. */
export function colorStops(name: ColorMap): string[] {
  const turned = { RdBu: "RdBu_r", RdBu_r: "RdBu_r" }[name as string] ?? name.replace(/_r$/, "");
  const packed = STOPS[turned];
  if (packed === undefined) {
    throw new WeftError("InvalidArgument", {
      expected: `colorMap to be one of ${examples(Object.keys(STOPS), 12)}`,
      found: show(name),
    });
  }
  const stops = packed.match(/.{6}/g)!.map((hex) => `#${hex}`);
  return turned === name ? stops : stops.reverse();
}

/** The colour at a share of a scale, as red, green and blue from 0 to 255. */
export function colorAt(stops: readonly string[], share: number): [number, number, number] {
  const at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(at));
  const [low, high] = [rgbOf(stops[below]!), rgbOf(stops[below + 1]!)];
  return [0, 1, 2].map((k) => Math.round(low[k]! + (high[k]! - low[k]!) * (at - below))) as [number, number, number];
}

/** Red, green and blue of "#rrggbb". */
export function rgbOf(color: string): [number, number, number] {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
}

/** Inks for text on a colour. */
const [DARK, LIGHT] = ["#1c2430", "#ffffff"];

/** The ink that is read better on a colour: dark or white, by the contrast of WCAG 2. */
export function inkOn(rgb: readonly number[]): string {
  const light = luminance(rgb);
  return (light + 0.05) / (luminance(rgbOf(DARK)) + 0.05) > 1.05 / (light + 0.05) ? DARK : LIGHT;
}

/** Relative luminance of red, green and blue from 0 to 255, as WCAG 2 defines it. */
export function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
