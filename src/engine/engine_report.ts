import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import type { EngineName } from "./engine.ts";

/** One engine, and whether it can be had here. */
export interface EngineChoice {
  /** What it is called in options. */
  readonly name: EngineName;
  /** Whether it can be had. */
  readonly available: boolean;
  /** What it computes with, or what is missing. */
  readonly remark: string;
  /** Whether `auto` may take it; the others are taken by name only. */
  readonly automatic: boolean;
}

/** The fields of an {@linkcode EngineReport}. */
export interface EngineFacts {
  /** The engine that a training would take. */
  readonly name: EngineName;
  /** Its instruction set, `javascript`, or the name of a device. */
  readonly kind: string;
  /** Threads of this process that take part. */
  readonly threads: number;
  /** Why this one. */
  readonly why: string;
  /** Every engine there is. */
  readonly choices: readonly EngineChoice[];
}

/**
 * Which tensor engine a training takes here, why, and what else could be had; shows itself in a notebook.
 *
 * @example
 * ```ts
 * import { describeEngines, EngineReport } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const report = await describeEngines({ engine: "cpu" });
 * assert(report instanceof EngineReport);
 * assert.match(`${report}`, /^cpu \(javascript\), 1 thread: plain JavaScript, asked for by name\n/);
 * ```
 */
export class EngineReport implements EngineFacts {
  /** Its instruction set, `javascript`, or the name of a device. */
  readonly kind: string;
  /** The engine that a training would take. */
  readonly name: EngineName;
  /** Threads of this process that take part. */
  readonly threads: number;
  /** Why this one. */
  readonly why: string;
  /** Every engine there is. */
  readonly choices: readonly EngineChoice[];

  /**
   * Made by {@linkcode describeEngines}.
   *
   * @param facts All fields.
   */
  constructor({ name, kind, threads, why, choices }: EngineFacts) {
    this.name = name;
    this.kind = kind;
    this.threads = threads;
    this.why = why;
    this.choices = choices;
    Object.freeze(this);
  }

  /** The engine taken, then a line for each there is. */
  toString(): string {
    const width = Math.max(...this.choices.map(({ name }) => name.length));
    const lines = this.choices.map(({ name, available, remark, automatic }) =>
      `  ${name.padEnd(width)}  ${available ? "yes" : "no "}  ${remark}${
        available && !automatic ? "; by name only" : ""
      }`
    );
    return [`${this.name} (${this.kind}), ${threadsInWords(this.threads)}: ${this.why}`, ...lines].join("\n");
  }

  /** What a notebook shows. */
  [DISPLAY](): DisplayBundle {
    return displayBundle("engine", this);
  }
}

/** "1 thread", "2 threads". */
export function threadsInWords(threads: number): string {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}
