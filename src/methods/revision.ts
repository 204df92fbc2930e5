/**
 * Raised when code changes what a run gives though its settings stay: `all` for the simulator, preprocessing,
 * clusterers, metrics, optimisers and kernels; by the name of a method or baseline for itself, from 1.
 */
const REVISION: { readonly all: number; readonly methods: Readonly<Record<string, number>> } = {
  all: 1,
  methods: { crct: 2, pca_harmony: 2, zscore_harmony: 2 },
};

/** What tells results of a method's code as it is now from those of before; results of another revision are not used. */
export function revisionOf(method: string): readonly [all: number, own: number] {
  return [REVISION.all, REVISION.methods[method] ?? 1];
}
