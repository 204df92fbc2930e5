import type { UnsDict, UnsValue } from "../data/uns.ts";
import { escapeMarkup } from "../plot/escape_markup.ts";
import { formatNumber, formatShape, shortText } from "./format.ts";

const MAX_LENGTH = 60;
const SHOWN = 6;

/** What an entry of `uns` is, in a few words; markup. */
export function unsPreview(value: UnsValue): string {
  if (value === null) return "none";
  if (typeof value === "string") return escapeMarkup(`"${shortText(value, MAX_LENGTH)}"`);
  if (typeof value === "number" || typeof value === "bigint") return formatNumber(value);
  if (typeof value === "boolean") return String(value);
  return isDict(value) ? dictPreview(value) : objectPreview(value);
}

function isDict(value: UnsDict | Kinded): value is UnsDict {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

type Kinded = Exclude<UnsValue, null | boolean | number | bigint | string | UnsDict>;

function objectPreview(value: Kinded): string {
  switch (value.kind) {
    case "scalar":
      return `${formatNumber(value.value)} (${value.dtype})`;
    case "complex":
      return `${formatNumber(value.re)} ${value.im < 0 ? "−" : "+"} ${formatNumber(Math.abs(value.im))}i`;
    case "string-array":
      return `strings ${formatShape(value.shape)}: ${
        escapeMarkup(shortText(value.values.slice(0, SHOWN).join(", "), MAX_LENGTH))
      }`;
    case "record-array":
      return `records ${formatShape(value.shape)} of ${escapeMarkup(shortText(value.names.join(", "), MAX_LENGTH))}`;
    case "frame":
      return `table ${formatShape([value.nRows, value.columnNames.length])}`;
    case "dense":
    case "csr":
    case "csc":
    case "complex-array":
      return `${value.dtype} ${formatShape(value.shape)}`;
    default:
      return `${value.kind} column of ${formatShape([value.length])}`;
  }
}

function dictPreview(value: UnsDict): string {
  const keys = Object.keys(value);
  const shown = keys.slice(0, SHOWN).join(", ");
  return escapeMarkup(`{ ${shortText(shown, MAX_LENGTH)}${keys.length > SHOWN ? ", …" : ""} }`);
}
