import { WeftError } from "./error.ts";

/** Throws unless `value` is an integer within `[min, max]`; `name` is the option's name. */
export function checkInteger(value: number, name: string, min = -Infinity, max = Infinity): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new WeftError("InvalidArgument", {
    expected: `${name} to be an integer${range(min, max)}`,
    found: show(value),
  });
}

/** Throws unless `value` is a finite number within `[min, max]`. */
export function checkNumber(value: number, name: string, min = -Infinity, max = Infinity): void {
  if (Number.isFinite(value) && value >= min && value <= max) return;
  throw new WeftError("InvalidArgument", {
    expected: `${name} to be a finite number${range(min, max)}`,
    found: show(value),
  });
}

/** Throws unless `value` is one of `allowed`. */
export function checkOneOf<T>(value: unknown, name: string, allowed: readonly T[]): asserts value is T {
  if ((allowed as readonly unknown[]).includes(value)) return;
  throw new WeftError("InvalidArgument", {
    expected: `${name} to be one of ${allowed.map(show).join(", ")}`,
    found: show(value),
  });
}

/** Throws unless two lengths agree; `what` and `against` name the two things. */
export function checkLength(found: number, expected: number, what: string, against: string): void {
  if (found === expected) return;
  throw new WeftError("Misaligned", {
    expected: `${what} to have length ${expected}, as ${against}`,
    found: `${found}`,
  });
}

/** A short, quoted picture of a value for an error sentence. */
export function show(value: unknown): string {
  if (typeof value === "string") return `'${value.length > 60 ? `${value.slice(0, 57)}…` : value}'`;
  if (typeof value === "bigint") return `${value}`;
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return withArticle(value.constructor?.name ?? "object");
  return String(value);
}

/** The first few names, quoted: "'a', 'b', 'c' and 4 more". */
export function examples(names: Iterable<string>, limit = 3): string {
  const all = [...names];
  const shown = all.slice(0, limit).map((name) => `'${name}'`).join(", ");
  return all.length > limit ? `${shown} and ${all.length - limit} more` : shown;
}

function withArticle(name: string): string {
  return `${/^[aeio]/i.test(name) ? "an" : "a"} ${name}`;
}

function range(min: number, max: number): string {
  if (min === -Infinity && max === Infinity) return "";
  if (max === Infinity) return ` ≥ ${min}`;
  if (min === -Infinity) return ` ≤ ${max}`;
  return ` from ${min} to ${max}`;
}
