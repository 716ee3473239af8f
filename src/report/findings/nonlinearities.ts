/** Nonlinearities that are constant below zero: a unit that is never above it passes nothing on. */
const silentBelowZero: ReadonlySet<string> = new Set(['Relu', 'ThresholdedRelu', 'Clip']);

/** Nonlinearities that are affine above zero: a unit that is always above it could be folded into the next layer. */
const affineAboveZero: ReadonlySet<string> = new Set([
  'Relu',
  'LeakyRelu',
  'PRelu',
  'ThresholdedRelu',
  'Abs',
  'Clip',
]);

/** Whether a unit with z ≤ 0 on all samples is dead: a sigmoid or a leaky unit is not. */
export function isSilentBelowZero(operator: string | null): boolean {
  return operator !== null && silentBelowZero.has(operator);
}

/** Whether a unit with z > 0 on all samples is affine on them. */
export function isAffineAboveZero(operator: string | null): boolean {
  return operator !== null && affineAboveZero.has(operator);
}
