/** One library for one platform: how it is named and compiled. */
export interface Target {
  /** File in `src/kernels/dist`. */
  readonly file: string;
  /** Target triple of the compiler. */
  readonly triple: string;
  /** `Deno.build` this library is for. */
  readonly os: "linux" | "darwin" | "windows";
  /** As in `Deno.build.arch`. */
  readonly arch: "x86_64" | "aarch64";
  /** Every instruction set it holds: name, compiler's processor, floats a vector. */
  readonly sets: readonly (readonly [isa: string, cpu: string, vectorFloats: number, ...flags: string[]])[];
  /** Flags of the last step. */
  readonly link: readonly string[];
}

const X86 = [
  ["avx2", "x86_64_v3", 8],
  ["avx512", "x86_64_v4", 16, "-mprefer-vector-width=512"],
] as const;

/** Threads may still sleep in a library that is closed: it stays where it is. */
const LINUX = ["-lpthread", "-Wl,-z,nodelete"] as const;

/** Every native library that is shipped. */
export const TARGETS: readonly Target[] = [
  {
    file: "weft-x86_64-linux.so",
    triple: "x86_64-linux-gnu.2.17",
    os: "linux",
    arch: "x86_64",
    sets: X86,
    link: LINUX,
  },
  {
    file: "weft-aarch64-linux.so",
    triple: "aarch64-linux-gnu.2.17",
    os: "linux",
    arch: "aarch64",
    sets: [["neon", "generic", 4]],
    link: LINUX,
  },
  {
    file: "weft-x86_64-darwin.dylib",
    triple: "x86_64-macos.11.0",
    os: "darwin",
    arch: "x86_64",
    sets: X86,
    link: ["-Wl,-install_name,@rpath/weft.dylib"],
  },
  {
    file: "weft-aarch64-darwin.dylib",
    triple: "aarch64-macos.11.0",
    os: "darwin",
    arch: "aarch64",
    sets: [["neon", "apple_m1", 4]],
    link: ["-Wl,-install_name,@rpath/weft.dylib"],
  },
  { file: "weft-x86_64-windows.dll", triple: "x86_64-windows-gnu", os: "windows", arch: "x86_64", sets: X86, link: [] },
];

/** A WebAssembly module, embedded in a TypeScript file: where relaxed SIMD is missing, plain SIMD runs. */
export const MODULES = [
  { name: "relaxed", features: "generic+simd128+atomics+bulk_memory+mutable_globals+relaxed_simd" },
  { name: "simd", features: "generic+simd128+atomics+bulk_memory+mutable_globals" },
] as const;
