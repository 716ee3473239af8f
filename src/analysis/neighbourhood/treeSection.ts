import type { ProgressSink } from '../../engine/progress.ts';
import { rowOf } from '../../engine/linalg/matrix.ts';
import { dot64 } from '../../engine/linalg/dot.ts';
import {
  decisionTree,
  mostTreeUnits,
  type TreeLeaf,
} from '../../engine/regions/neighbourhood/decisionTree.ts';
import { placeOf, unitsOf } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import { UserError } from '../../engine/userError.ts';
import type { Float64Network } from '../../onnx/float64/float64Network.ts';

/** The network as a decision tree over its realised regions (geometry-spec D47), all of the input space. */
export interface TreeSection {
  readonly leaves: number;
  /** Leaves of the tree that asks every unit everywhere. */
  readonly naiveLeaves: number;
  /** The first is the root. */
  readonly nodes: readonly (
    | {
        readonly layer: string;
        readonly unit: number;
        readonly position: number;
        /** normal · x > offset leads to the node `above`, else to `below`. */
        readonly normal: readonly number[];
        readonly offset: number;
        readonly below: number;
        readonly above: number;
      }
    | {
        /** scores = A x + b in this region: rows of A, and b. */
        readonly gradients: readonly (readonly number[])[];
        readonly offsets: readonly number[];
      }
  )[];
}

/** Grows the tree from a sample. Throws UserError for a network too large or with maxima. */
export async function treeSection(
  network: Float64Network,
  start: Float64Array,
  progress: ProgressSink,
): Promise<TreeSection> {
  refuseUnlessSmall(network);
  const tree = await decisionTree(network.linearised(), start, undefined, progress);
  const nodes = tree.nodes.map((node) => {
    if (node.kind === 'leaf') return leafSection(node);
    const { channel, position } = placeOf(network.sites[node.site], node.unit);
    const { below, above, offset } = node;
    const layer = network.sites[node.site].name;
    return { layer, unit: channel, position, normal: [...node.normal], offset, below, above };
  });
  return { leaves: tree.leaves, naiveLeaves: tree.naiveLeaves, nodes };
}

function leafSection({ point, scores: { values, gradients } }: TreeLeaf) {
  const rows = Array.from(values, (_, k) => rowOf(gradients, k));
  return {
    gradients: rows.map((row) => [...row]),
    offsets: rows.map((row, k) => values[k] - dot64(row, 0, point, 0, point.length)),
  };
}

function refuseUnlessSmall({ sites }: Float64Network): void {
  const maximum = sites.find((site) => site.switch.kind === 'maximum');
  if (maximum) {
    throw new UserError(
      `There is no decision tree of this model: "${maximum.name}" (${maximum.op}) takes maxima, which are more than two-way decisions; leave --tree out.`,
      { code: 'unsupported' },
    );
  }
  const units = sites.reduce((sum, site) => sum + unitsOf(site), 0);
  if (units > mostTreeUnits) {
    throw new UserError(
      `There is no decision tree of this model: it has ${units} units, and a tree may double with each beyond ${mostTreeUnits}; use --path for the decisions of one sample.`,
      { code: 'unsupported' },
    );
  }
}
