import type { Json } from "../wire/message.ts";

/** A file keeps text as a list of lines, so that what changed can be read. */
type Lines = string | readonly string[];

/** Lines of a file as one text. */
export function joinLines(lines: Lines): string {
  return typeof lines === "string" ? lines : lines.join("");
}

/** A text as lines, each with its end. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The formats of one thing as they are in memory: text is one string. */
export function joinBundle(bundle: Json): Json {
  return mapBundle(bundle, (mime, value) => !isJson(mime) && isLines(value) ? joinLines(value) : value);
}

/** The formats of one thing as they are in a file: text is lines, everything else stays. */
export function splitBundle(bundle: Json): Json {
  return mapBundle(bundle, (mime, value) => isText(mime) && typeof value === "string" ? splitLines(value) : value);
}

function mapBundle(bundle: Json, change: (mime: string, value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(bundle).map(([mime, value]) => [mime, change(mime, value)]));
}

function isLines(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

function isText(mime: string): boolean {
  return mime.startsWith("text/") || mime === "image/svg+xml" || mime === "application/javascript";
}

function isJson(mime: string): boolean {
  return mime === "application/json" || mime.endsWith("+json");
}
