import { fileURLToPath } from "node:url";

import { WeftError } from "../../core/error.ts";

/** The HDF5 library in WebAssembly, as h5wasm exposes it to C-minded callers. */
export interface Library {
  /** h5wasm's low-level functions. */
  readonly module: H5Module;
  /** Runs a call that may fail; the error stack that HDF5 prints is returned instead, most specific line first. */
  attempt<T>(call: () => T): { value: T | undefined; complaints: string[] };
}

/** Low-level functions of h5wasm. */
export type H5Module = Awaited<typeof import("h5wasm/node")["ready"]>;

let loading: Promise<Library> | undefined;

/** Loads the HDF5 library and its compression filters, once a process. */
export function loadLibrary(): Promise<Library> {
  return loading ??= load();
}

async function load(): Promise<Library> {
  try {
    const { ready } = await import("h5wasm/node");
    const module = await ready;
    const plugins = await pluginsUrl();
    for (const _ of module.get_plugin_search_paths()) module.remove_plugin_search_path(0);
    module.insert_plugin_search_path(fileURLToPath(`${plugins}/plugins`), 0);
    return { module, attempt: capture(module) };
  } catch (error) {
    loading = undefined;
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    throw refused(error, "to start the HDF5 library", "--allow-env (the library reads the environment when it starts)");
  }
}

function refused(cause: Error, work: string, flags: string): WeftError {
  return new WeftError("Permission", {
    expected: `permission ${work}`,
    found: cause.message,
    next: `Run Deno with ${flags} and --allow-read.`,
  }, { cause });
}

/**
 * Where the package of filters lies. Its peer range excludes our h5wasm, so that Deno without a lock file may look for a
 * second copy of it ("0.2.1_1") that it never makes; the first copy has the same files.
 */
async function pluginsUrl(): Promise<string> {
  try {
    return (await import("h5wasm-plugins/index.mjs")).base_url;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const original = /file:\S+\/h5wasm-plugins\/[\d.]+(?=_\d+\/index\.mjs)/.exec(message);
    if (original) return original[0];
    throw error;
  }
}

interface FileSystem {
  write(stream: { fd: number }, buffer: Int8Array, offset: number, length: number, position?: number): number;
}

/** HDF5 prints its errors to file descriptor 2 whatever the caller does with them; here they are collected. */
function capture(module: H5Module): Library["attempt"] {
  const files = module.FS as unknown as FileSystem;
  const write = files.write.bind(files);
  const decoder = new TextDecoder();
  let printed = "";
  files.write = (stream, buffer, offset, length, position) => {
    if (stream.fd !== 2) return write(stream, buffer, offset, length, position);
    printed += decoder.decode(Uint8Array.from(buffer.subarray(offset, offset + length)));
    return length;
  };
  return (call) => {
    printed = "";
    try {
      const value = call();
      return { value, complaints: lines(printed) };
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) {
        throw refused(error, "to read the compression filters of HDF5", "--allow-env");
      }
      return { value: undefined, complaints: [...lines(printed), error instanceof Error ? error.message : `${error}`] };
    }
  };
}

function lines(printed: string): string[] {
  return [...printed.matchAll(/^ *#\d+: .*? line \d+ in \w+\(\): (.*)$/gm)].map((match) => match[1]!).reverse();
}
