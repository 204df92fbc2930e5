/** A text in pieces of at most `size` characters, none of which ends between the halves of one character. */
export function* textPieces(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length;) {
    const whole = at + size >= text.length;
    const high = !whole && (text.charCodeAt(at + size - 1) & 0xfc00) === 0xd800;
    const end = whole ? text.length : at + size - (high ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}
