import { stringAttribute } from '../attributes.ts';
import { type Node } from '../model.ts';

/** The axes of an Einsum's operands and of its output by label; those of an ellipsis are "...1", "...2", … from its end. */
export interface EinsumLabels {
  readonly operands: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/** Labels for operands of these ranks; `undefined` when the equation does not fit them. */
export function einsumLabels(node: Node, ranks: readonly number[]): EinsumLabels | undefined {
  const equation = stringAttribute(node, 'equation', '').replaceAll(' ', '');
  const [left = '', right] = equation.split('->');
  const terms = left.split(',');
  const spare = terms.map((term, i) => (ranks[i] ?? 0) - term.replace('...', '').length);
  const hidden = Math.max(0, ...spare);
  const operands = terms.map((term, i) => labelsOf(term, spare[i]));
  if (operands.some((labels, i) => labels.length !== ranks[i])) return undefined;
  const output = right === undefined ? impliedOutput(left, hidden) : labelsOf(right, hidden);
  return { operands, output };
}

/** `hidden` axes stand for "..."; none where the term has no ellipsis. */
function labelsOf(term: string, hidden: number): string[] {
  const [before, after] = term.split('...');
  return after === undefined ? [...term] : [...before, ...ellipsis(hidden), ...after];
}

function ellipsis(hidden: number): string[] {
  return Array.from({ length: Math.max(0, hidden) }, (_, i) => `...${hidden - i}`);
}

/** Without "->" the output has the ellipsis first, then in the alphabet's order every label that occurs once. */
function impliedOutput(left: string, hidden: number): string[] {
  const sorted = [...left.replace(/[,.]/g, '')].sort();
  const once = sorted.filter((label, i) => sorted[i - 1] !== label && sorted[i + 1] !== label);
  return [...(left.includes('...') ? ellipsis(hidden) : []), ...once];
}
