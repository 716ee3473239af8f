/** Where one site of a continuous piecewise-linear network bends. */
export type Switch =
  /** Unit j bends where z_j equals one of the thresholds (ascending): ReLU and its kin [0], clips [low, high]. */
  | { readonly kind: 'thresholds'; readonly thresholds: readonly number[] }
  /**
   * Output g is the maximum of z[members[g · size + k]], k < size, and bends where the winner changes. A window that reaches
   * into padding lists one of its members twice.
   */
  | { readonly kind: 'maximum'; readonly size: number; readonly members: Int32Array };

/** A graph edge that enters a piecewise-linear nonlinearity: its values are affine wherever no earlier site bends. */
export interface SwitchSite {
  readonly name: string;
  /** Operator, for reports: "Relu", "MaxPool", … */
  readonly op: string;
  /** Length of z. */
  readonly width: number;
  readonly switch: Switch;
  /** True where its values are those of the site before, each cut off below 0. */
  readonly isRectified?: boolean;
  /** Where channels lie among the units (entries of z, or windows); absent where every unit is its own channel. */
  readonly channels?: {
    readonly count: number;
    /** Units from one channel to the next at the same position. */
    readonly stride: number;
  };
}

/** Channel of a unit of a site, and its number among the channel's positions; position 0 where every unit is its own channel. */
export function placeOf(
  { channels }: SwitchSite,
  unit: number,
): { readonly channel: number; readonly position: number } {
  if (!channels) return { channel: unit, position: 0 };
  const { count, stride } = channels;
  const block = Math.floor(unit / (count * stride));
  const channel = Math.floor(unit / stride) % count;
  return { channel, position: block * stride + (unit % stride) };
}

/** Number of units that may bend at a site: pairs of unit and threshold, or windows. */
export function unitsOf(site: SwitchSite): number {
  const rule = site.switch;
  return rule.kind === 'thresholds'
    ? site.width * rule.thresholds.length
    : rule.members.length / rule.size;
}

/**
 * A continuous piecewise-linear network seen on a point set with few coordinates: a line (1) or a plane (2). Exact in float64 up to
 * rounding; asynchronous since the products run in ONNX Runtime.
 */
export interface PiecewiseLinearMap {
  /** Coordinates of a point. */
  readonly dimension: number;
  /** In the order in which they are evaluated: site k is affine on the cells that sites < k leave. */
  readonly sites: readonly SwitchSite[];
  /** Class scores. */
  readonly outputWidth: number;
  /**
   * Values at `rows` points (rows × dimension, row-major): z of `sites[site]` as rows × width, or the class scores when `site`
   * is `sites.length`.
   */
  evaluate(coordinates: Float64Array, rows: number, site: number): Promise<Float64Array>;
  /** Of the same points, how many this map would take only the last step from the site before; absent = none. */
  continuing?(coordinates: Float64Array, rows: number, site: number): number;
}
