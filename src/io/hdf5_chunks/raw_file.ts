import { readBytesAt } from "../bytes/read_bytes_at.ts";

/** An HDF5 file read directly, by addresses. */
export class RawFile {
  readonly #file: Deno.FsFile;
  readonly #base: number;
  readonly #size: number;

  private constructor(file: Deno.FsFile, base: number, size: number) {
    this.#file = file;
    this.#base = base;
    this.#size = size;
  }

  /** Opens a file; undefined when no HDF5 signature is found. */
  static open(path: string): RawFile | undefined {
    const file = Deno.openSync(path);
    const size = file.statSync().size;
    for (let base = 0; base + 8 <= size; base = Math.max(512, 2 * base)) {
      const raw = new RawFile(file, base, size);
      const start = raw.read(0, SIGNATURE.length);
      if (SIGNATURE.every((byte, i) => start[i] === byte)) return raw;
    }
    file.close();
    return undefined;
  }

  /** Reads bytes at an address; fewer at the end of the file, none beyond it, where damaged addresses point. */
  read(address: number, wanted: number): Uint8Array<ArrayBuffer> {
    const size = Math.max(0, Math.min(wanted, this.#size - this.#base - address));
    return size === 0 ? new Uint8Array(0) : readBytesAt(this.#file, this.#base + address, size);
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }
}

const SIGNATURE = [0x89, 72, 68, 70, 13, 10, 26, 10];
