/** Threads that every side may use. */
export const N_THREADS = 2;

/** One of those who do a case: weft on one engine, or a peer in one form. */
export interface Side {
  /** How the tables call it; unique in its case. */
  readonly name: string;
  /** Whether weft runs it, or a Python script, `peers/<script>_peer.py`. */
  readonly runs: { readonly engine: "auto" | "native" | "wasm" } | { readonly script: string; readonly form: string };
  /** Which instructions it may use: all of this machine, or those of AVX2. Ratios are taken within one of them. */
  readonly cpu: "all" | "avx2";
  /** It takes so long that it gets one round without a warm-up, when all others are done; default false. */
  readonly once?: boolean | undefined;
  /** Environment variables it is started with. */
  readonly env: Readonly<Record<string, string>>;
}

/** weft on the engine it takes by itself, for work that names none. */
export const WEFT: Side = { name: "weft", runs: { engine: "auto" }, cpu: "all", env: {} };

/** weft on each of its engines. */
export const WEFT_ENGINES: readonly Side[] = [
  { name: "weft native", runs: { engine: "native" }, cpu: "all", env: { WEFT_ENGINE: "native" } },
  {
    name: "weft native, AVX2",
    runs: { engine: "native" },
    cpu: "avx2",
    env: { WEFT_ENGINE: "native", WEFT_KERNELS: "avx2" },
  },
  { name: "weft wasm", runs: { engine: "wasm" }, cpu: "all", env: { WEFT_ENGINE: "wasm" } },
];

// Each library of the Python stack has a switch of its own. The last one reaches the compiler of torch.compile.
const HELD_TO_AVX2 = {
  ATEN_CPU_CAPABILITY: "avx2",
  MKL_ENABLE_INSTRUCTIONS: "AVX2",
  ONEDNN_MAX_CPU_ISA: "AVX2",
  DNNL_MAX_CPU_ISA: "AVX2",
  FAISS_OPT_LEVEL: "avx2",
  OPENBLAS_CORETYPE: "Haswell",
  BENCH_MARCH: "x86-64-v3",
};

/** A peer's script in one form; `name` is how the tables call the form. */
export function peerSide(name: string, script: string, form = ""): Side {
  return { name, runs: { script, form }, cpu: "all", env: {} };
}

/** The same side, done once. */
export function once(side: Side): Side {
  return { ...side, once: true };
}

/** The same side held to the instructions of AVX2. */
export function heldToAvx2(side: Side): Side {
  return { ...side, name: `${side.name}, AVX2`, cpu: "avx2", env: { ...side.env, ...HELD_TO_AVX2 } };
}
