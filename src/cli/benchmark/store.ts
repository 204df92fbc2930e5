import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JobResult } from "./job.ts";

/** Results on disk by the content of what was asked: what is done is never done again, by whichever process. */
export class Store {
  readonly #folder: string;

  /** @param folder Where the results lie; made when the first is kept. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The result of a run, if it was done. */
  read(key: unknown): JobResult | undefined {
    const path = this.#pathOf(key);
    return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).result : undefined;
  }

  /** Keeps a result, with what was asked; it is there wholly or not at all. */
  write(key: unknown, result: JobResult): void {
    mkdirSync(this.#folder, { recursive: true });
    const path = this.#pathOf(key);
    const draft = `${path}.${crypto.randomUUID()}`;
    writeFileSync(draft, JSON.stringify({ key, result }));
    renameSync(draft, path);
  }

  #pathOf(key: unknown): string {
    const name = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32);
    return join(this.#folder, `${name}.json`);
  }
}
