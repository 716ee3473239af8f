import type { FuzzTarget } from '../fuzzTarget.ts';
import { dataTargets } from './dataTargets.ts';
import { documentTargets } from './documentTargets.ts';
import { messageTargets } from './messageTargets.ts';
import { onnxTargets } from './onnxTargets.ts';

/** Every door that is fuzzed. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...onnxTargets,
  ...dataTargets,
  ...documentTargets,
  ...messageTargets,
];
