import type { WeftBackend } from "../backend/weft_backend.ts";
import type { EngineName } from "../engine.ts";
import type { Tf } from "../tf.ts";

/** What an engine computes with, once it is known to work here. */
export interface Found {
  /** Its instruction set, `javascript`, or the name of a device. */
  readonly kind: string;
  /** Threads of this process that take part. */
  readonly threads: number;
}

/** An engine as a backend of the tensor library, ready to become current. */
export interface Opened extends Found {
  /** Name of the library's backend; it has been started once. */
  readonly backendName: string;
  /** The backend over compiled kernels, if it is one. */
  readonly backend?: WeftBackend | undefined;
  /** Throws what went wrong out of sight since the last call; called after values were read. */
  readonly check?: (() => void) | undefined;
}

/**
 * One engine as data: a row of `engines/mod.ts`. Both functions throw a `WeftError` whose `found` says in a few words
 * why the engine cannot be had here.
 */
export interface EngineEntry {
  /** What users call it. */
  readonly name: EngineName;
  /** What it is, in a few words: "native code". */
  readonly what: string;
  /** Whether `auto` may take it; the first row that works is taken. */
  readonly automatic: boolean;
  /** Whether it can be had, without loading the tensor library; `ask`: whether Deno may ask for a right. */
  readonly probe: (ask: boolean) => Promise<Found>;
  /** Makes it a backend of the library; called once, unless it fails. */
  readonly open: (tf: Tf, ask: boolean) => Promise<Opened>;
}
