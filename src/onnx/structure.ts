import type { Exactness } from '../engine/exactness.ts';
import type { Matrix } from '../engine/linalg/matrix.ts';
import type { Node } from './model.ts';
import type { Contraction } from './network/contraction.ts';

/** Gemm, MatMul (+ Add), Einsum, Conv, ConvTranspose: one set of hyperplanes. */
export interface AffineLayer {
  /** Name of the node, else of its output. Unique in the model. */
  readonly name: string;
  readonly op: 'Gemm' | 'MatMul' | 'Einsum' | 'Conv' | 'ConvTranspose';
  readonly node: Node;
  /** Output features or channels. */
  readonly units: number;
  /** Length of one unrolled weight row (conv: c_in/group · kh · kw). */
  readonly fanIn: number;
  /** Value that carries the layer's pre-activation after bias Add and folded BatchNorm. */
  readonly output: string;
  /** Axis of `output` that counts units (1 for NCHW, last for MatMul); the last of several axes of a {@link contraction}. */
  readonly unitAxis: number;
  /** How the weight's axes are used where it is no plain matrix or kernel. */
  readonly contraction?: Contraction;
  /** Whether the class scores depend on it; those of the model's other outputs may not. */
  readonly leadsToScores: boolean;
  /** The site whose statistics this layer carries; each site has at most one such layer. */
  readonly site: ActivationSite | undefined;
}

/** A graph edge that enters a nonlinearity (geometry-spec 1.3). A residual sum is one site. */
export interface ActivationSite {
  /** Name of the affine layer that owns it, else of the switching node, else of its output. Unique among sites. */
  readonly name: string;
  readonly node: Node;
  /** "Relu", "LeakyRelu", "Clip", "MaxPool", "Sigmoid", … */
  readonly op: string;
  /** Value that enters the nonlinearity: z. */
  readonly preActivation: string;
  /** Value that leaves it. */
  readonly output: string;
  /** Axis of z that counts units or channels; the other non-batch axes are positions. */
  readonly unitAxis: number;
  /**
   * How the switch is coded (geometry-spec 1.8): "sign" = 1 bit, z > 0; "clip" = 0/1/2 below/inside/above [low, high];
   * "window" = winning offset of a pooling window, with one code for an all-zero window;
   * "winner" = index of the winning input (Max/Min); "soft-sign" = sign(z) of a smooth unit, heuristic.
   */
  readonly code:
    | { readonly kind: 'sign' }
    | { readonly kind: 'clip'; readonly low: number; readonly high: number }
    | { readonly kind: 'window' }
    | { readonly kind: 'winner' }
    | { readonly kind: 'soft-sign' };
  /** "exact" when it and everything before it is CPWL, else "heuristic". */
  readonly exactness: Exactness;
  /** Where a soft switch is neither off nor on, in units of z (geometry-spec 1.9); absent for a hard one. */
  readonly softBand?: readonly [low: number, high: number];
}

/**
 * Whether a site has units that are on or off (D1): those with a sign, and those between two corners, which are on above the
 * lower one. A Shrink is off in the middle, and a window or winner is never off.
 */
export function countsActivity({ code, op }: ActivationSite): boolean {
  return (
    code.kind === 'sign' || code.kind === 'soft-sign' || (code.kind === 'clip' && op !== 'Shrink')
  );
}

export interface NetworkStructure {
  readonly layers: readonly AffineLayer[];
  /** In graph order. */
  readonly sites: readonly ActivationSite[];
  /** Every op on the way from input to output is affine, routing or CPWL (terminal Softmax/Sigmoid stripped). */
  readonly piecewiseLinear: boolean;
  readonly limits: readonly {
    readonly op: string;
    readonly node: string;
    readonly effect: string;
  }[];
  /** Data-dependent value with class scores: the output, or what enters a stripped terminal Softmax/Sigmoid/ArgMax. */
  readonly logits: string;
}

/** Folded weights of a layer, rows = units. Throws UserError naming node and tensor when a value is NaN or infinite. */
export interface LayerWeights {
  /** units × fanIn, float64. */
  readonly weights: Matrix<Float64Array>;
  /** Length units; zeros where the layer has no bias. */
  readonly bias: Float64Array;
}
