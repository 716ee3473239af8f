import { type ProbedValue } from './probe.ts';

/** A value of one sample seen as before × units × after, row-major; positions are before · after. */
export interface UnitLayout {
  readonly before: number;
  readonly units: number;
  readonly after: number;
}

/** Layout of a value whose axis `unitAxis` counts units, from its shape in a probe of `rows` rows. */
export function unitLayout(value: ProbedValue, unitAxis: number, rows: number): UnitLayout {
  const size = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1);
  const units = value.dims[unitAxis] ?? 1;
  // Exporters may merge batch and position into one axis, so the batch is divided out rather than cut off.
  return {
    before: size(value.dims.slice(0, unitAxis)) / rows,
    units,
    after: size(value.dims.slice(unitAxis + 1)),
  };
}
