import type { UnitExtremes } from '../../../engine/hyperplanes/unitExtremes.ts';
import type { UnitExtremesSection } from '../../../report/report.ts';

/** Significant digits of what was computed in float32. */
const digits = 7;

/** The report's figures of one layer's extremes; `inverseNorms` holds 1/‖w‖ by unit, 0 for a zero row. */
export function unitExtremesSection(
  { top, least, mean }: UnitExtremes,
  inverseNorms: Float64Array,
  space: UnitExtremesSection['space'],
): UnitExtremesSection {
  const distances = (magnitudes: Float64Array): (number | null)[] =>
    Array.from(magnitudes, (value, unit) =>
      inverseNorms[unit] > 0 ? rounded(value * inverseNorms[unit]) : null,
    );
  return {
    space,
    nearest: distances(least),
    mean: distances(mean),
    top: {
      perUnit: top[0]?.length ?? 0,
      samples: top.flatMap((entries) => entries.map(({ sample }) => sample)),
      activations: top.flatMap((entries) => entries.map(({ value }) => rounded(value))),
    },
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(digits));
}
