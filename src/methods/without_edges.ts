import { Csr } from "../data/csr.ts";

/** A graph in which no observation has a neighbour, for methods that are told to use none. */
export function withoutEdges(nObs: number): Csr {
  return new Csr({
    shape: [nObs, nObs],
    indptr: new Int32Array(nObs + 1),
    indices: new Int32Array(0),
    data: new Float32Array(0),
  });
}
