/** Widths of the signs from space to tilde in thousandths of the font's size, as Helvetica and Arial have them. */
const ASCII = [
  ...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278],
  ...[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556],
  ...[1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778],
  ...[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556],
  ...[333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556],
  ...[556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
];
const OTHER = 600;
const WIDE = 1000;
const BOLD = 1.06;

/**
 * Width of a line of text in pixels, the same on every machine: pictures are laid out without a browser, and must come
 * out alike whatever fonts are installed.
 */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let width = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    width += code >= 32 && code < 127 ? ASCII[code - 32]! : code >= 0x1100 ? WIDE : OTHER;
  }
  return width * fontSize / 1000 * (bold ? BOLD : 1);
}

/** A line of text that is at most so many pixels wide, its end cut off for an ellipsis where it is longer. */
export function fittedText(text: string, fontSize: number, limit: number): string {
  if (textWidth(text, fontSize) <= limit) return text;
  const signs = [...text];
  let width = textWidth("…", fontSize);
  let kept = 0;
  while (kept < signs.length && width + textWidth(signs[kept]!, fontSize) <= limit) {
    width += textWidth(signs[kept]!, fontSize);
    kept++;
  }
  return `${signs.slice(0, kept).join("")}…`;
}
