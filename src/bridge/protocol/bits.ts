/** Bytes of a bit set of `n` bits. */
export function bitBytes(n: number): number {
  return (n + 7) >> 3;
}

/**
 * The bit set of some numbers: bit `i` is bit `i % 8`, counted from the lowest, of byte `i / 8`. This is how a selection
 * travels between a page and the kernel.
 *
 * @param n How many bits.
 * @param indices Which are set; those out of range are left out.
 */
export function bitsOf(n: number, indices: Iterable<number>): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(bitBytes(n));
  for (const i of indices) if (i >= 0 && i < n) bits[i >> 3]! |= 1 << (i & 7);
  return bits;
}

/** Whether a bit is set. */
export function hasBit(bits: Uint8Array, i: number): boolean {
  return (bits[i >> 3]! >> (i & 7) & 1) === 1;
}

/** How many bits are set. */
export function countBits(bits: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bits.length; at++) {
    let byte = bits[at]!;
    while (byte !== 0) {
      byte &= byte - 1;
      count++;
    }
  }
  return count;
}

/** The numbers of the bits that are set, rising. */
export function indicesOf(bits: Uint8Array): Int32Array<ArrayBuffer> {
  const indices = new Int32Array(countBits(bits));
  let found = 0;
  for (let at = 0; at < bits.length; at++) {
    const byte = bits[at]!;
    if (byte === 0) continue;
    for (let bit = 0; bit < 8; bit++) if (byte >> bit & 1) indices[found++] = at * 8 + bit;
  }
  return indices;
}

/** Bits of a set of `n` with those beyond the end cleared, in an array of the right length. */
export function trimBits(bits: Uint8Array, n: number): Uint8Array<ArrayBuffer> {
  const trimmed = new Uint8Array(bitBytes(n));
  trimmed.set(bits.subarray(0, trimmed.length));
  if (n % 8 !== 0 && trimmed.length > 0) trimmed[trimmed.length - 1]! &= (1 << n % 8) - 1;
  return trimmed;
}

/** All bits of a set of `n`. */
export function allBits(n: number): Uint8Array<ArrayBuffer> {
  return trimBits(new Uint8Array(bitBytes(n)).fill(255), n);
}

/** Bits that are in both, in either, or in the first only. */
export function combineBits(a: Uint8Array, b: Uint8Array, how: "and" | "or" | "without"): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(a.length);
  for (let at = 0; at < a.length; at++) {
    made[at] = how === "and" ? a[at]! & b[at]! : how === "or" ? a[at]! | b[at]! : a[at]! & ~b[at]!;
  }
  return made;
}

/** Whether two sets hold the same. */
export function sameBits(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
