/** How the spots are coloured by a category: the value of a spot is the index of its label, the largest code where it has none. */
export interface CategoryChannel {
  /** Says which kind of channel this is. */
  readonly kind: "category";
  /** What the colours show, such as `domain`. */
  readonly key: string;
  /** Element type of `values`: codes as `uint8` or `uint16`, where the largest code (255 or 65535) means "missing". */
  readonly dtype: "uint8" | "uint16";
  /** One name a category. */
  readonly labels: readonly string[];
  /** One colour a category, as "#rrggbb". */
  readonly colors: readonly string[];
}

/** How the spots are coloured by a number. */
export interface ValueChannel {
  /** Says which kind of channel this is. */
  readonly kind: "value";
  /** What the colours show, such as a gene. */
  readonly key: string;
  /** Element type of `values`; NaN means "missing". */
  readonly dtype: "float32";
  /** Smallest value. */
  readonly min: number;
  /** Largest value. */
  readonly max: number;
  /** The values that the ends of the colour scale stand for, such as the 1st and 99th percentile. */
  readonly clip: readonly [low: number, high: number];
}

/** A second number a spot that shows as its size, its opacity or both. */
export interface EmphasisChannel {
  /** What it is, such as a gene. */
  readonly key: string;
  /** The values that stand for the smallest and the largest point. */
  readonly clip: readonly [low: number, high: number];
  /** Whether it sets the size. */
  readonly size: boolean;
  /** Whether it sets the opacity. */
  readonly opacity: boolean;
}

/** An image beneath the spots. */
export interface Underlay {
  /** The file. */
  readonly image: Uint8Array;
  /** Its media type, such as "image/png". */
  readonly type: string;
  /** Left, bottom, right and top edge in the coordinates of `x` and `y`. */
  readonly box: readonly [
    left: number,
    bottom: number,
    right: number,
    top: number,
  ];
  /** The section that it belongs to, or null where there are none. */
  readonly section: number | null;
}

/** Sections of a tissue that lie side by side on the map. */
export interface Sections {
  /** Their names. */
  readonly labels: readonly string[];
  /** `nObs` bytes or 16-bit numbers, as `dtype` says: the section of each spot; the largest code means "none". */
  readonly codes: Uint8Array | Uint16Array;
  /** Element type of `codes`. */
  readonly dtype: "uint8" | "uint16";
  /** Left, bottom, right and top edge of each section in the coordinates of `x` and `y`. */
  readonly boxes: readonly (readonly [
    left: number,
    bottom: number,
    right: number,
    top: number,
  ])[];
}

/** The traits of a spatial map. Binary traits reach the page as bytes. */
export interface SpatialMapState {
  /** Version of the protocol. */
  readonly protocol: 1;
  /** What the map shows, as a heading. */
  readonly title: string;
  /** `nObs` numbers, float32, within [−1, 1], rightwards; both coordinates have the same scale. */
  readonly x: Float32Array;
  /** `nObs` numbers, float32, within [−1, 1], upwards. */
  readonly y: Float32Array;
  /** Length of 1 in `x` and `y` for the scale bar, and its unit; null where the plane has no length, as in an embedding. */
  readonly scale:
    | { readonly length: number; readonly unit: string | null }
    | null;
  /** Names of the spots: UTF-8, joined by line feeds, each escaped as in JSON; empty until the page asks (`names`). */
  readonly names: Uint8Array;
  /** What the colours show; null for one colour. */
  readonly channel: CategoryChannel | ValueChannel | null;
  /** `nObs` values of the channel, of the type that it says. */
  readonly values: Uint8Array | Uint16Array | Float32Array;
  /** What size and opacity show; null for all alike. */
  readonly emphasis: EmphasisChannel | null;
  /** `nObs` values of the emphasis, float32; empty without one. */
  readonly emphasisValues: Float32Array;
  /** Keys that a colour can be chosen from in the page; more can be typed. */
  readonly keys: readonly string[];
  /** Categories that are not drawn, as indices of the channel's labels; −1 stands for spots without a category. */
  readonly hidden: readonly number[];
  /** Bit set of `nObs` bits, lowest bit of a byte first: the selection. */
  readonly selected: Uint8Array;
  /** Sections, or null where the tissue has one. */
  readonly sections: Sections | null;
  /** The section that is shown, or null for all. */
  readonly section: number | null;
  /** Images beneath the spots. */
  readonly underlays: readonly Underlay[];
  /** Opacity of the images, 0 to 1. */
  readonly underlayOpacity: number;
  /**
   * Maps with the same link share selection and hover where they show the same `spots`, and switches where their
   * categories are the same; null for none.
   */
  readonly link: string | null;
  /** Stands for the names of the spots in their order: maps that agree here have the same spots; null without a link. */
  readonly spots: string | null;
  /** Distance between neighbouring spots in the coordinates of `x` and `y`: the size at which they touch. */
  readonly spacing: number;
  /** Diameter of a point as a share of `spacing`. */
  readonly pointSize: number;
  /** Opacity of a point, 0 to 1. */
  readonly opacity: number;
  /** Whether a kernel stands behind the map; false on an exported page. */
  readonly live: boolean;
}

/** What the page says to the kernel beside its traits. */
export type SpatialMapMessage =
  | {
    /** Asks for the names of the spots. */
    readonly kind: "names";
  }
  | {
    /** Asks for other colours. */
    readonly kind: "color";
    /** A column, gene, protein or axis, as `SpatialMap.color` takes it; null for one colour. */
    readonly key: string | null;
  };

/** What the kernel answers beside its traits. */
export interface SpatialMapAnswer {
  /** A request could not be met. */
  readonly kind: "refused";
  /** Why, as a sentence. */
  readonly reason: string;
}
