import type { SwitchSite } from '../../../engine/regions/partition/piecewiseLinearMap.ts';
import type { TwinGraph, TwinSite } from '../twinGraph.ts';
import type { LocalSlopes } from './localSlopes.ts';
import { sumOfGroups, type Tangents } from './tangents.ts';

/** The functions of a site that change sign where it bends, as values of the graph: rows × count each. */
export interface SwitchFunctions {
  /** At the point itself, one row. */
  readonly values: string;
  /** Their tangents, one row a direction. */
  readonly tangents: string;
}

/** Number of {@link SwitchFunctions} of a site: entries of z, or members of all windows. */
export function switchFunctionCount(site: SwitchSite): number {
  return site.switch.kind === 'maximum' ? site.switch.members.length : site.width;
}

/**
 * Adds the switch functions of a site: z itself where it bends at thresholds; for a maximum, what the winner of its window leads each
 * member by, 0 with a tangent of 0 for the winner itself.
 */
export function switchFunctions(
  graph: TwinGraph,
  { site, preActivation }: TwinSite,
  slopes: LocalSlopes,
  tangents: Tangents,
): SwitchFunctions {
  const tangent = tangents.of(preActivation)!;
  const rule = site.switch;
  if (rule.kind === 'thresholds') return { values: preActivation, tangents: tangent };
  const count = rule.members.length;
  const shape = [count / rule.size, rule.size];
  const values = graph.gather(preActivation, site.width, rule.members, shape);
  const winners = slopes.winners(values);
  const lead = (members: string): string => {
    const winner = sumOfGroups(graph, graph.op('Mul', [members, winners]));
    const column = graph.reshape(winner, [shape[0], 1]);
    return graph.reshape(graph.op('Sub', [column, members]), [count]);
  };
  const memberTangents = graph.gather(tangent, site.width, rule.members, shape);
  return { values: lead(values), tangents: lead(memberTangents) };
}
