/** One frame of ZMTP 3.0. */
export interface Frame {
  /** Whether another part of the same message follows. */
  readonly more: boolean;
  /** Whether it speaks of the connection itself and belongs to no message. */
  readonly command: boolean;
  /** Its bytes, without flags and length. */
  readonly body: Uint8Array;
}

/** Bits of a frame's first byte. */
export const FLAGS = { more: 1, long: 2, command: 4 } as const;
