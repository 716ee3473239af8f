import { formatCount, formatShare } from './format.ts';
import type { OutputKind, SampleSource } from './report.ts';

const setNames: Readonly<Record<SampleSource['set'], readonly [one: string, many: string]>> = {
  train: ['training sample', 'training samples'],
  test: ['test sample', 'test samples'],
  random: ['seeded random input', 'seeded random inputs'],
};

/** "1 unit", "1,024 units"; `many` defaults to `one` + "s". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${agreeing(count, one, many)}`;
}

/** The word that goes with a count: `one` for 1, `many` for none and several. */
export function agreeing(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

/** The verb that goes with a count: "is" for one, "are" for none and many. */
export function isOrAre(count: number): string {
  return agreeing(count, 'is', 'are');
}

/** What one sample of the set is called: "training sample". */
export function sampleNoun({ set }: SampleSource): string {
  return setNames[set][0];
}

/** "10,000 training samples". */
export function samplesPhrase(source: SampleSource): string {
  const [one, many] = setNames[source.set];
  return counted(source.count, one, many);
}

/** "all", "none" or "34 of 1,000". */
export function ofAll(part: number, whole: number): string {
  if (part === whole) return `all ${formatCount(whole)}`;
  return part === 0
    ? `none of ${formatCount(whole)}`
    : `${formatCount(part)} of ${formatCount(whole)}`;
}

/**
 * "all 1,000 test samples", "the only test sample", "none of 1,000 test samples" or "34 of 1,000 test samples"; the verb behind it
 * goes with `part`. `noun` is a single one's.
 */
export function ofAllOf(part: number, whole: number, noun: string): string {
  if (part === 1 && whole === 1) return `the only ${noun}`;
  return `${ofAll(part, whole)} ${agreeing(whole, noun, `${noun}s`)}`;
}

/** As {@link ofAllOf}, with the share where it is neither all nor none: "34 of 1,000 test samples (3.4%)". */
export function shareOfAll(part: number, whole: number, noun: string): string {
  const phrase = ofAllOf(part, whole, noun);
  return part === whole || part === 0 ? phrase : `${phrase} (${formatShare(part / whole)})`;
}

/** What a winning class means for outputs of a kind: "class 3", or of a single number "output > 0". */
export function classPhrase(winner: number, outputs: OutputKind = 'classes'): string {
  if (outputs === 'sign') return winner > 0 ? 'output > 0' : 'output ≤ 0';
  return `class ${String(winner)}`;
}

/** A space of the extrapolation part in words: "the input space", "the first 10 principal components". */
export function spacePhrase(space: string): string {
  if (space === 'input') return 'the input space';
  if (space === 'logits') return 'the logits';
  const [kind, rest] = [space.slice(0, space.indexOf(':')), space.slice(space.indexOf(':') + 1)];
  if (kind === 'pca') {
    return rest === '1'
      ? 'the first principal component'
      : `the first ${rest} principal components`;
  }
  return kind === 'layer' ? `the output of layer "${rest}"` : `the space "${space}"`;
}

/** The sentence with its first letter in upper case. */
export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
