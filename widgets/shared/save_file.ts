import { element } from "./elements.ts";

/** Gives the reader a file to keep. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = element("a", { attributes: { href: url, download: fileName(name) } });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A name that every system takes. */
function fileName(name: string): string {
  const dot = name.lastIndexOf(".");
  const stem = name.slice(0, dot).replace(/[^\p{L}\p{N}_-]+/gu, "_").replace(/^_+|_+$/g, "").slice(0, 80);
  return (stem || "map") + name.slice(dot);
}
