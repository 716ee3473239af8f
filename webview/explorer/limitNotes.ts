import { limitSentence } from '../../src/report/headline.ts';
import type { Limit } from '../../src/report/report.ts';
import { element } from '../dom.ts';

/** What cannot be said of the model, a paragraph each. */
export function limitNotes(limits: readonly Limit[]): HTMLElement[] {
  return limits.map((limit) => element('p', { class: 'small', text: limitSentence(limit) }));
}
