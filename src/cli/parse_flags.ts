import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./usage_error.ts";

/** Flags a command takes, as node:util's parseArgs describes them. */
export type FlagSpec = NonNullable<ParseArgsConfig["options"]>;

/** Flags and positional words of a command line. */
export interface Flags {
  /** The last value of a flag that takes one. */
  readonly text: (name: string) => string | undefined;
  /** All values of a flag that may be repeated. */
  readonly list: (name: string) => readonly string[];
  /** Whether a flag without value is there. */
  readonly has: (name: string) => boolean;
  /** An integer of at least `min`. */
  readonly integer: (name: string, min: number) => number | undefined;
  /** One of several words. */
  readonly choice: <T extends string>(name: string, allowed: readonly T[]) => T | undefined;
  /** Words that belong to no flag. */
  readonly words: readonly string[];
}

/** Reads a command line; what it does not know is a {@linkcode UsageError}. */
export function parseFlags(args: readonly string[], spec: FlagSpec): Flags {
  const { values, positionals } = parse(args, spec);
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    text,
    list: (name) => Array.isArray(values[name]) ? values[name].map(String) : [],
    has: (name) => values[name] === true,
    integer: (name, min) => {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = Number(value);
      if (/^-?\d+$/.test(value) && number >= min && Number.isSafeInteger(number)) return number;
      throw new UsageError(`--${name} takes an integer of at least ${min}, not '${value}'`);
    },
    choice: (name, allowed) => {
      const value = text(name);
      const found = allowed.find((word) => word === value);
      if (value === undefined || found !== undefined) return found;
      throw new UsageError(`--${name} takes one of ${allowed.join(", ")}, not '${value}'`);
    },
    words: positionals,
  };
}

function parse(args: readonly string[], options: FlagSpec) {
  const parsed = understood(args, options);
  const names = parsed.tokens.flatMap((token) => token.kind === "option" ? [token.name] : []);
  const twice = names.find((name, i) => names.indexOf(name) < i && !options[name]!.multiple);
  if (twice !== undefined) throw new UsageError(`takes --${twice} once only`);
  return parsed;
}

function understood(args: readonly string[], options: FlagSpec) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true, tokens: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.split(". ")[0]!.replace(/^./, (first) => first.toLowerCase()));
  }
}
