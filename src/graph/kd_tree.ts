import { selectByCoordinate } from "./select_by_coordinate.ts";

/** Leaves hold at most this many points: below it a scan beats another split. */
const LEAF = 10;

/** The k nearest other points of every point, nearest first. */
export interface NearestPoints {
  /** Points, `nPoints × k`. */
  readonly indices: Int32Array;
  /** Squared distances, `nPoints × k`. */
  readonly squared: Float64Array;
}

/** All pairs of different points within a radius, by rows; columns of a row come in no order. */
export interface PointsWithin {
  /** Where each point's pairs begin; one longer than the points. */
  readonly indptr: Int32Array;
  /** The other point of each pair. */
  readonly indices: Int32Array;
  /** Squared distance of each pair. */
  readonly squared: Float64Array;
}

/**
 * A balanced k-d tree over points in few dimensions: exact neighbours of all its points.
 *
 * Points are kept in the order of the leaves, and queries run in that order too, so that memory is read where the
 * query before has just been. Points at the same place are told apart by index; ties go to the smaller index.
 */
export class KdTree {
  /** Number of points. */
  readonly nPoints: number;
  readonly #nDims: number;
  readonly #coords: Float64Array;
  readonly #ids: Int32Array;
  readonly #axis: Uint8Array;
  // State of the query under way, kept here so that the recursion passes only numbers.
  readonly #query: Float64Array;
  readonly #offset: Float64Array;
  #self = 0;
  #k = 0;
  #at = 0;
  #worst = 0;
  #nearest: NearestPoints = { indices: new Int32Array(0), squared: new Float64Array(0) };
  #pairs: { indices: Int32Array; squared: Float64Array; length: number } = {
    indices: new Int32Array(0),
    squared: new Float64Array(0),
    length: 0,
  };

  /** @param coords Finite coordinates, `nPoints × nDims`, row major; copied. */
  constructor(coords: Float64Array, nDims: number) {
    this.nPoints = coords.length / nDims;
    this.#nDims = nDims;
    this.#coords = coords.slice();
    this.#ids = Int32Array.from({ length: this.nPoints }, (_, i) => i);
    this.#axis = new Uint8Array(this.nPoints);
    this.#query = new Float64Array(nDims);
    this.#offset = new Float64Array(nDims);
    this.#build(0, this.nPoints - 1);
  }

  #build(left: number, right: number): void {
    if (right - left < LEAF) return;
    const middle = (left + right) >> 1;
    const axis = this.#widest(left, right);
    this.#axis[middle] = axis;
    selectByCoordinate(this.#coords, this.#ids, this.#nDims, axis, left, right, middle);
    this.#build(left, middle - 1);
    this.#build(middle + 1, right);
  }

  #widest(left: number, right: number): number {
    let axis = 0;
    let widest = -1;
    for (let c = 0; c < this.#nDims; c++) {
      let low = Infinity;
      let high = -Infinity;
      for (let p = left * this.#nDims + c; p <= right * this.#nDims + c; p += this.#nDims) {
        const value = this.#coords[p]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > widest) {
        widest = high - low;
        axis = c;
      }
    }
    return axis;
  }

  /** The k nearest other points of every point; k must be below the number of points. */
  nearest(k: number): NearestPoints {
    const indices = new Int32Array(this.nPoints * k).fill(-1);
    const squared = new Float64Array(this.nPoints * k).fill(Infinity);
    this.#nearest = { indices, squared };
    this.#k = k;
    for (let q = 0; q < this.nPoints; q++) {
      this.#aim(q);
      this.#at = this.#self * k;
      this.#worst = Infinity;
      this.#descendNearest(0, this.nPoints - 1);
    }
    return this.#nearest;
  }

  /** All pairs of different points at most `radius` apart. */
  within(radius: number): PointsWithin {
    this.#worst = radius * radius;
    this.#pairs = { indices: new Int32Array(1024), squared: new Float64Array(1024), length: 0 };
    const counts = new Int32Array(this.nPoints);
    const starts = new Int32Array(this.nPoints);
    for (let q = 0; q < this.nPoints; q++) {
      this.#aim(q);
      starts[this.#self] = this.#pairs.length;
      this.#descendWithin(0, this.nPoints - 1);
      counts[this.#self] = this.#pairs.length - starts[this.#self]!;
    }
    return this.#byPoint(starts, counts);
  }

  #byPoint(starts: Int32Array, counts: Int32Array): PointsWithin {
    const found = this.#pairs;
    const indptr = new Int32Array(this.nPoints + 1);
    const indices = new Int32Array(found.length);
    const squared = new Float64Array(found.length);
    for (let i = 0; i < this.nPoints; i++) {
      indptr[i + 1] = indptr[i]! + counts[i]!;
      indices.set(found.indices.subarray(starts[i]!, starts[i]! + counts[i]!), indptr[i]!);
      squared.set(found.squared.subarray(starts[i]!, starts[i]! + counts[i]!), indptr[i]!);
    }
    return { indptr, indices, squared };
  }

  #aim(position: number): void {
    this.#self = this.#ids[position]!;
    for (let c = 0; c < this.#nDims; c++) this.#query[c] = this.#coords[position * this.#nDims + c]!;
    this.#offset.fill(0);
  }

  #descendNearest(left: number, right: number): void {
    if (right - left < LEAF) {
      for (let p = left; p <= right; p++) this.#offer(p);
      return;
    }
    const middle = (left + right) >> 1;
    const axis = this.#axis[middle]!;
    const gap = this.#query[axis]! - this.#coords[middle * this.#nDims + axis]!;
    if (gap <= 0) this.#descendNearest(left, middle - 1);
    else this.#descendNearest(middle + 1, right);
    this.#offer(middle);
    const before = this.#offset[axis]!;
    this.#offset[axis] = gap;
    if (this.#bound() <= this.#worst) {
      if (gap <= 0) this.#descendNearest(middle + 1, right);
      else this.#descendNearest(left, middle - 1);
    }
    this.#offset[axis] = before;
  }

  #offer(position: number): void {
    const distance = this.#squaredTo(position);
    if (distance > this.#worst) return;
    const id = this.#ids[position]!;
    if (id === this.#self) return;
    const { indices, squared } = this.#nearest;
    const last = this.#at + this.#k - 1;
    if (distance === this.#worst && id > indices[last]! && indices[last]! >= 0) return;
    let p = last;
    for (; p > this.#at; p--) {
      const before = squared[p - 1]!;
      if (before < distance || (before === distance && indices[p - 1]! < id)) break;
      squared[p] = before;
      indices[p] = indices[p - 1]!;
    }
    squared[p] = distance;
    indices[p] = id;
    this.#worst = squared[last]!;
  }

  #descendWithin(left: number, right: number): void {
    if (right - left < LEAF) {
      for (let p = left; p <= right; p++) this.#take(p);
      return;
    }
    const middle = (left + right) >> 1;
    const axis = this.#axis[middle]!;
    const gap = this.#query[axis]! - this.#coords[middle * this.#nDims + axis]!;
    this.#take(middle);
    if (gap <= 0) this.#descendWithin(left, middle - 1);
    else this.#descendWithin(middle + 1, right);
    const before = this.#offset[axis]!;
    this.#offset[axis] = gap;
    if (this.#bound() <= this.#worst) {
      if (gap <= 0) this.#descendWithin(middle + 1, right);
      else this.#descendWithin(left, middle - 1);
    }
    this.#offset[axis] = before;
  }

  #take(position: number): void {
    const distance = this.#squaredTo(position);
    const id = this.#ids[position]!;
    if (distance > this.#worst || id === this.#self) return;
    const pairs = this.#pairs;
    if (pairs.length === pairs.indices.length) {
      const indices = new Int32Array(2 * pairs.length);
      const squared = new Float64Array(2 * pairs.length);
      indices.set(pairs.indices);
      squared.set(pairs.squared);
      pairs.indices = indices;
      pairs.squared = squared;
    }
    pairs.indices[pairs.length] = id;
    pairs.squared[pairs.length++] = distance;
  }

  #squaredTo(position: number): number {
    const n = this.#nDims;
    let sum = 0;
    for (let c = 0, p = position * n; c < n; c++, p++) {
      const difference = this.#query[c]! - this.#coords[p]!;
      sum += difference * difference;
    }
    return sum;
  }

  /** Squared distance to the box on the far side: summed like a distance, so that rounding cannot put it above one. */
  #bound(): number {
    let sum = 0;
    for (let c = 0; c < this.#nDims; c++) sum += this.#offset[c]! * this.#offset[c]!;
    return sum;
  }
}
