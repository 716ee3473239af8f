import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { SwitchSite } from '../partition/piecewiseLinearMap.ts';
import { asClasses } from './decisionPlanes.ts';
import type { DifferentiableMap, FunctionGradients } from './differentiableMap.ts';
import { type HalfSpaces, halfSpaces } from './polyhedron.ts';

/** One region of the network, described from a point inside. */
export interface Cell {
  /** The states of all units, as a key. */
  readonly code: string;
  readonly constraints: HalfSpaces;
  /** {@link asClasses}: scores at the point and their gradients, those of the whole cell. */
  readonly scores: FunctionGradients;
  readonly point: Float64Array;
}

/** The region of `point`: a half-space for every switch function that is not constant, on the side where `point` lies. */
export async function cellAt(map: DifferentiableMap, point: Float64Array): Promise<Cell> {
  const functions = await map.gradients(point);
  const code: string[] = [];
  const values: number[] = [];
  const rows: Float64Array[] = [];
  for (const [index, site] of map.sites.entries()) {
    const found = sidesOf(site, functions[index]);
    code.push(found.code);
    for (const { value, gradient } of found.sides) {
      values.push(value);
      rows.push(gradient);
    }
  }
  const gradients = stacked(rows, point.length);
  return {
    code: code.join('|'),
    constraints: halfSpaces({ values: Float64Array.from(values), gradients }, point),
    scores: asClasses(functions[map.sites.length]),
    point,
  };
}

/** A function that is ≥ 0 in the cell. */
interface Side {
  readonly value: number;
  readonly gradient: Float64Array;
}

function sidesOf(
  site: SwitchSite,
  { values, gradients }: FunctionGradients,
): { readonly code: string; readonly sides: Side[] } {
  const sides: Side[] = [];
  const rule = site.switch;
  let code = '';
  for (let i = 0; i < values.length; i++) {
    const gradient = rowOf(gradients, i);
    const isConstant = gradient.every((slope) => slope === 0);
    if (rule.kind === 'maximum') {
      // The winner is the first member that leads no other one by less than 0: its lead over itself is constant.
      code += isConstant && values[i] === 0 ? 'w' : '.';
      if (!isConstant) sides.push({ value: values[i], gradient });
      continue;
    }
    let segment = 0;
    for (const threshold of rule.thresholds) {
      const above = values[i] - threshold;
      if (above > 0) segment++;
      if (isConstant) continue;
      sides.push(
        above > 0
          ? { value: above, gradient }
          : { value: -above, gradient: gradient.map((slope) => -slope) },
      );
    }
    code += String(segment);
  }
  return { code, sides };
}

function stacked(rows: readonly Float64Array[], columns: number): Matrix<Float64Array> {
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, index) => data.set(row, index * columns));
  return { rows: rows.length, columns, data };
}
