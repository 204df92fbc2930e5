/**
 * Text without signs that harm what stands around it: control characters that XML forbids are taken out, halves of a
 * sign become U+FFFD, and signs that turn the direction of text are spelt, so that a name cannot pose as another.
 */
export function plainText(text: string): string {
  return text.toWellFormed()
    // deno-lint-ignore no-control-regex -- these are what is taken out
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
}
