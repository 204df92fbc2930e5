import type { Engine } from "../engine.ts";
import type { LikelihoodSettings, LikelihoodTensors } from "../ops/likelihood.ts";
import type { Tensor, Tf } from "../tf.ts";

const [LEAST, MOST, MIXTURE_EPSILON] = [1e-10, 1e10, 1e-10];

/** A weighted negative log-likelihood in the library's own ops. */
export function likelihoodComposite(engine: Engine, tensors: LikelihoodTensors, settings: LikelihoodSettings): Tensor {
  const { tf } = engine;
  const { weights, scale = 1 } = settings;
  const losses = entryLosses(engine, tensors, settings);
  const weighted = weights
    ? tf.mul(losses, pickRows(engine, weights.values, tensors.x.shape as [number, number], weights.at))
    : losses;
  return tf.mul(tf.sum(weighted), scale);
}

/** Negative log-likelihood of every entry. */
export function entryLosses(engine: Engine, tensors: LikelihoodTensors, settings: LikelihoodSettings): Tensor {
  const { tf } = engine;
  const { x, size, dropout } = tensors;
  const { family, logMean, logit, softmaxMean } = settings;
  const given = softmaxMean ? tf.softmax(tensors.mean) : tensors.mean;
  if (family === "gaussian") return tf.square(tf.sub(given, x));
  const factor = size ? tf.reshape(size, [x.shape[0]!, 1]) : tf.scalar(1);
  const mean = tf.clipByValue(tf.mul(logMean ? tf.exp(given) : given, factor), LEAST, MOST);
  const counted = tf.greater(x, MIXTURE_EPSILON);
  const counts: Tensor = tf.where(counted, x, 1);
  if (family === "poisson") return tf.where(counted, poissonOfCounts(tf, counts, mean), mean);
  const theta = thetaOf(engine, tensors, settings);
  const ofCounts = nbOfCounts(tf, counts, mean, theta);
  const inverse = tf.div(1, tf.add(theta, mean));
  const share = tf.mul(mean, inverse);
  const ofZeros = tf.mul(theta, tf.add(logExcess(tf, share, tf.mul(theta, inverse)), share));
  if (family === "nb") return tf.where(counted, ofCounts, ofZeros);
  const [pi, rest] = logit
    ? [tf.sigmoid(dropout!), tf.sigmoid(tf.neg(dropout!))]
    : [dropout!, tf.sub(1, dropout!) as Tensor];
  const probability = tf.add(tf.add(pi, tf.mul(rest, tf.exp(tf.neg(ofZeros)))), MIXTURE_EPSILON);
  const inflated = tf.sub(ofCounts, tf.log(tf.add(rest, MIXTURE_EPSILON)));
  return tf.where(counted, inflated, tf.neg(tf.log(probability)));
}

function thetaOf(engine: Engine, { x, theta }: LikelihoodTensors, { thetaAt, logTheta }: LikelihoodSettings): Tensor {
  const { tf } = engine;
  const nVars = x.shape[1]!;
  const rows: Tensor = tf.reshape(theta!, [-1, nVars]);
  const picked = thetaAt ? tf.matMul(oneHot(engine, thetaAt, rows.shape[0]!) as never, rows as never) : rows;
  return tf.clipByValue(logTheta ? tf.exp(picked) : picked, LEAST, MOST);
}

function pickRows(
  engine: Engine,
  values: Float32Array,
  [nObs, nVars]: readonly [number, number],
  at: Int32Array | undefined,
): Tensor {
  if (!at) return engine.tensor(values, [nObs, nVars]);
  const picked = new Float32Array(nObs * nVars);
  at.forEach((row, i) => picked.set(values.subarray(row * nVars, (row + 1) * nVars), i * nVars));
  return engine.tensor(picked, [nObs, nVars]);
}

function oneHot(engine: Engine, at: Int32Array, nRows: number): Tensor {
  const values = new Float32Array(at.length * nRows);
  at.forEach((row, i) => values[i * nRows + row] = 1);
  return engine.tensor(values, [at.length, nRows]);
}

/** Loader's form: all deviances are positive, so nothing cancels at large theta. */
function nbOfCounts(tf: Tf, x: Tensor, mean: Tensor, theta: Tensor): Tensor {
  const all: Tensor = tf.add(x, theta);
  const inverse = tf.div(1, tf.add(theta, mean));
  const off = tf.mul(tf.sub(mean, x), inverse);
  const ofTheta = tf.mul(theta, logExcess(tf, off, tf.mul(all, inverse)));
  const back = tf.div(tf.neg(tf.mul(off, theta)), x);
  const ofX = tf.mul(x, logExcess(tf, back, tf.div(tf.mul(tf.mul(mean, inverse), all), x)));
  const level = tf.mul(0.5, tf.log(tf.mul(tf.mul(x, 2 * Math.PI), tf.div(all, theta))));
  const rests = tf.sub(tf.add(stirlingRest(tf, theta), stirlingRest(tf, x)), stirlingRest(tf, all));
  return tf.addN([level, rests, ofTheta, ofX]);
}

function poissonOfCounts(tf: Tf, x: Tensor, mean: Tensor): Tensor {
  const deviance = tf.mul(x, logExcess(tf, tf.div(tf.sub(x, mean), x), tf.div(mean, x)));
  return tf.addN([tf.mul(0.5, tf.log(tf.mul(x, 2 * Math.PI))), stirlingRest(tf, x), deviance]);
}

/** `−ln(1 − u) − u`, given also `v = 1 − u`. */
function logExcess(tf: Tf, u: Tensor, v: Tensor): Tensor {
  const small = tf.clipByValue(u, -0.1, 0.1);
  let series: Tensor = tf.scalar(1 / 9);
  for (let power = 8; power >= 2; power--) series = tf.add(tf.mul(series, small), 1 / power);
  const near = tf.step(tf.sub(0.1, tf.abs(u)));
  return blend(tf, near, tf.mul(tf.square(small), series), tf.sub(tf.neg(tf.log(v)), u));
}

/** What Stirling's formula leaves of `ln Γ(z)`: `ln Γ(z) − (z − ½) ln z + z − ½ ln 2π`. */
function stirlingRest(tf: Tf, z: Tensor): Tensor {
  const small = tf.step(tf.sub(4, z));
  const i = tf.div(1, tf.add(z, tf.mul(small, 4))), q = tf.square(i);
  const inner = tf.sub(1 / 360, tf.mul(q, tf.sub(1 / 1260, tf.mul(q, 1 / 1680))));
  const series = tf.mul(i, tf.sub(1 / 12, tf.mul(q, inner)));
  const low = blend(tf, small, z, tf.onesLike(z)), moved = tf.add(low, 4);
  const product = tf.mul(tf.mul(tf.add(low, 1), tf.add(low, 2)), tf.add(low, 3));
  const steps = tf.sub(tf.mul(tf.add(low, 0.5), tf.log(tf.div(moved, low))), 4);
  const more = tf.add(steps, tf.log(tf.div(tf.mul(tf.square(moved), moved), product)));
  return tf.add(series, tf.mul(small, more));
}

/** `a` where `choice` is 1, `b` where it is 0; both finite. The library's own choice would ask its condition for a gradient. */
function blend(tf: Tf, choice: Tensor, a: Tensor, b: Tensor): Tensor {
  return tf.add(tf.mul(choice, a), tf.mul(tf.sub(1, choice), b));
}
