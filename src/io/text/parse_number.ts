const ZERO = 48, NINE = 57, MINUS = 45, POINT = 46;
/** Digits that a double holds exactly, and powers of ten that are exact doubles. */
const EXACT_DIGITS = 15, EXACT_POWER = 22;
const POWERS = Float64Array.from({ length: EXACT_POWER + 1 }, (_, power) => Number(`1e${power}`));
const decoder = new TextDecoder();

/**
 * The number written in bytes `start` to `end`, correctly rounded; NaN where there is no number. Plain decimals of up to
 * 15 digits are read without making a string.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === MINUS;
  let value = 0, digits = 0, decimals = 0, seenPoint = false;
  for (let at = negative ? start + 1 : start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      value = 10 * value + byte - ZERO;
      digits++;
      if (seenPoint) decimals++;
    } else if (byte === POINT && !seenPoint) {
      seenPoint = true;
    } else {
      return parseSlowly(bytes, start, end);
    }
  }
  if (digits === 0 || digits > EXACT_DIGITS) return parseSlowly(bytes, start, end);
  const size = decimals === 0 ? value : value / POWERS[decimals]!;
  return negative ? -size : size;
}

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  const text = decoder.decode(bytes.subarray(start, end)).trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  return infinite ? (infinite[1] === "-" ? -Infinity : Infinity) : NaN;
}

/** Whether a cell says that its value is missing: empty, NA, N/A, NaN, null, none, in any case. */
export function isMissing(text: string): boolean {
  return /^\s*(na|n\/a|nan|<na>|null|none)?\s*$/i.test(text);
}
