import type { SampleSetName } from '../../src/protocol/explorer.ts';
import { dropdown } from '../controls.ts';
import { labelled } from './labelled.ts';

/** Which samples a page shows; nothing to choose with one set. */
export function setChooser(
  sets: readonly SampleSetName[],
  chosen: SampleSetName | null,
  onChange: (set: SampleSetName) => void,
): HTMLElement[] {
  if (sets.length < 2) return [];
  const names = sets.map((set) => (set === 'test' ? 'Test samples' : 'Training samples'));
  const position = Math.max(0, sets.indexOf(chosen ?? 'test'));
  return [
    labelled(
      'Samples',
      dropdown('Samples', names, position, (i) => onChange(sets[i]!)),
    ),
  ];
}
