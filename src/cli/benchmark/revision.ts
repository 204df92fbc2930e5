/**
 * Raised when code changes what a run gives though its settings stay: `all` for the simulator, preprocessing,
 * clusterers, metrics, optimisers and kernels; by method's name for the method itself; by a subject's kind for how it is
 * made and scored. Results of another revision are not used.
 */
export const REVISION: {
  readonly all: number;
  readonly methods: Readonly<Record<string, number>>;
  readonly subjects: Readonly<Record<string, number>>;
} = {
  all: 1,
  methods: { crct: 2 },
  subjects: {},
};
