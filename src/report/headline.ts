import { formatCount } from './format.ts';
import { counted } from './phrases.ts';
import type { Limit, Report } from './report.ts';

/** The last component of a POSIX or Windows path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** One line on model and data: "269,322 parameters · piecewise linear · 60,000 training and 1,000 test samples". */
export function subtitle({ model, data }: Report): string {
  const sets = [
    data.train && `${formatCount(data.train.samples)} training`,
    data.test && `${formatCount(data.test.samples)} test`,
  ].filter(Boolean);
  const samples = sets.length === 0 ? 'no data' : `${sets.join(' and ')} samples`;
  const shape = model.piecewiseLinear ? 'piecewise linear' : 'not piecewise linear';
  return `${counted(model.parameters, 'parameter')} · ${shape} · ${samples}`;
}

/** A limit of the model as a sentence. */
export function limitSentence({ op, node, effect }: Limit): string {
  const sentence = `${effect}${effect.endsWith('.') ? '' : '.'}`;
  if (op === '') return sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return node === '' ? `${op}: ${sentence}` : `${op} "${node}": ${sentence}`;
}
