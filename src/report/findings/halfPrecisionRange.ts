import { formatNumber } from '../format.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Largest finite float16. */
const float16Max = 65504;

/** Activations that a float16 twin of the model could not hold. */
export const halfPrecisionRange: FindingRule = {
  name: 'half-precision-range',
  summary: 'Largest |activation| on the samples looked at; float16 ends at 65,504.',
  severity: 'information',
  threshold: float16Max,
  measure,
};

function measure({ numerics }: Diagnosed): Measurement[] {
  if (!numerics?.largest) return [];
  const { largest, beyondFloat16 } = numerics;
  const first = beyondFloat16[0] ?? largest;
  return [
    {
      layer: null,
      value: largest.magnitude,
      message: `Activations reach ${formatNumber(largest.magnitude)} (node "${largest.node}"), beyond float16; node "${first.node}" (${first.op}) is the first to leave its range.`,
      fix: 'Keep this model in float32 or bfloat16, or rescale what enters the node before converting it to float16.',
    },
  ];
}
