import { numberAttribute } from '../attributes.ts';
import { type Constants } from '../constants/constants.ts';
import { type Node } from '../model.ts';
import { operatorOf } from '../operators.ts';
import { type ActivationSite } from '../structure.ts';

type Code = ActivationSite['code'];

/** How `node` codes its switch (geometry-spec 1.8), or `undefined` when it makes no site. */
export async function switchCode(node: Node, constants: Constants): Promise<Code | undefined> {
  const kind = operatorOf(node.domain, node.op)?.code;
  if (kind === 'winner') return bounded(await constantRival(node, constants)) ?? { kind };
  if (kind === 'clip') return bounded(await clipBounds(node, constants));
  return kind && { kind };
}

type Bounds = readonly [low: number, high: number];

/** Bounded from 0 upwards is a ReLU, and its code should say so. */
function bounded(bounds: Bounds | undefined): Code | undefined {
  if (!bounds) return undefined;
  const [low, high] = bounds;
  return low === 0 && high === Infinity ? { kind: 'sign' } : { kind: 'clip', low, high };
}

/** Max or Min of the data and one number is a Clip with one bound. */
async function constantRival(node: Node, constants: Constants): Promise<Bounds | undefined> {
  const rival = node.inputs.find((input) => constants.isStored(input));
  if (rival === undefined || node.inputs.length !== 2) return undefined;
  const data = (await constants.read(rival))?.data;
  const bound = data?.[0];
  if (bound === undefined || !data?.every((value) => value === bound)) return undefined;
  return node.op === 'Max' ? [bound, Infinity] : [-Infinity, bound];
}

/** Corners of the operator; both the same for one that jumps there. `undefined` when they are not known in advance. */
async function clipBounds(node: Node, constants: Constants): Promise<Bounds | undefined> {
  switch (node.op) {
    case 'Clip': {
      const low = await clipBound(node, constants, 1, 'min', -Infinity);
      const high = await clipBound(node, constants, 2, 'max', Infinity);
      return low === undefined || high === undefined ? undefined : [low, high];
    }
    case 'HardSigmoid': {
      const slope = numberAttribute(node, 'alpha', 0.2);
      const offset = numberAttribute(node, 'beta', 0.5);
      const corners = [-offset / slope, (1 - offset) / slope] as const;
      if (slope === 0) return undefined;
      return slope > 0 ? corners : [corners[1], corners[0]];
    }
    case 'HardSwish':
      return [-3, 3];
    case 'Shrink': {
      const corner = numberAttribute(node, 'lambd', 0.5);
      return [-corner, corner];
    }
    default: {
      const corner = numberAttribute(node, 'alpha', 1);
      return [corner, corner];
    }
  }
}

/** Attributes up to opset 10, inputs since; an absent bound is infinite. */
async function clipBound(
  node: Node,
  constants: Constants,
  input: number,
  attribute: string,
  unbounded: number,
): Promise<number | undefined> {
  const name = node.inputs[input];
  if (name === undefined || name === '') return numberAttribute(node, attribute, unbounded);
  return (await constants.read(name))?.data[0];
}
