/** One part of the picture: its markup from the point 0, 0 down, and its height. */
export interface StillPart {
  readonly markup: string;
  readonly height: number;
}

/** A text that fits, with a mark where it was cut. */
export function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
