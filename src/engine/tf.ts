import type * as tfjs from "@tensorflow/tfjs";

/** The tensor library, as a type: the models are written against its API. */
export type Tf = typeof tfjs;

/** A tensor of the library; float32 everywhere in weft's models. */
export type Tensor = tfjs.Tensor;

/** A scalar tensor of the library. */
export type Scalar = tfjs.Scalar;

/** A tensor that an optimiser may replace. */
export type Variable = tfjs.Variable;
