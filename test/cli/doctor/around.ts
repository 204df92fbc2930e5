import type { Surroundings } from "../../../src/cli/doctor/surroundings.ts";

/** A machine as a test wants it. */
export interface Made {
  readonly os?: typeof Deno.build.os;
  readonly deno?: string;
  readonly dataFolders?: readonly string[];
  readonly labPrefix?: string;
  /** Variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What commands print, by command line. */
  readonly prints?: Readonly<Record<string, string>>;
  /** What files hold, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Rights that were not granted. */
  readonly denied?: readonly Deno.PermissionName[];
}

/** Surroundings that are made up: commands and files are those given, and no others. */
export function around(made: Made = {}): Surroundings {
  const { os = "linux", deno = "2.9.6", dataFolders = [], labPrefix, env = {}, prints = {}, files = {} } = made;
  return {
    os,
    deno,
    dataFolders,
    labPrefix,
    env: (name) => env[name],
    output: (...words) => Promise.resolve(prints[words.join(" ")]),
    read: (path) => Promise.resolve(files[path]),
    granted: (right) => Promise.resolve(!made.denied?.includes(right)),
  };
}
