/** A file that is written mostly at its end. */
export class OutputFile {
  readonly #file: Deno.FsFile;
  readonly #base: number;
  #end = 0;

  /**
   * @param file An empty file, open for reading and writing.
   * @param base Bytes before address 0, HDF5's user block.
   */
  constructor(file: Deno.FsFile, base: number) {
    this.#file = file;
    this.#base = base;
  }

  /** The address behind everything allocated so far. */
  get end(): number {
    return this.#end;
  }

  /** Reserves bytes at the end and returns their address, a multiple of 8. */
  allocate(size: number): number {
    const address = Math.ceil(this.#end / 8) * 8;
    this.#end = address + size;
    return address;
  }

  /** Writes bytes at an allocated address. */
  write(address: number, bytes: Uint8Array): void {
    this.#file.seekSync(this.#base + address, Deno.SeekMode.Start);
    for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
  }

  /** Reads bytes that were written. */
  read(address: number, size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    this.#file.seekSync(this.#base + address, Deno.SeekMode.Start);
    for (let at = 0; at < size;) at += this.#file.readSync(bytes.subarray(at))!;
    return bytes;
  }

  /** Allocates space for bytes, writes them there and returns their address. */
  append(bytes: Uint8Array): number {
    const address = this.allocate(bytes.length);
    this.write(address, bytes);
    return address;
  }

  /** Makes the file as long as what was allocated. */
  truncate(): void {
    this.#file.truncateSync(this.#base + this.#end);
  }
}
