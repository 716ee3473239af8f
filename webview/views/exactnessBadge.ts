import { type Exactness, exactnessWords } from '../../src/report/exactnessWords.ts';
import { element } from '../dom.ts';

/** A small mark that says how far a number may be trusted; nothing where that is not known. */
export function exactnessBadge(exactness: Exactness | undefined): HTMLElement[] {
  if (exactness === undefined) return [];
  const [label, meaning] = exactnessWords[exactness];
  return [element('span', { class: 'badge', text: label, title: meaning })];
}
