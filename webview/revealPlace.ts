import type { ReportPlace } from '../src/protocol/page.ts';
import { bringRow, revealedClass } from './views/dataTable.ts';
import { openFold } from './views/fold.ts';

/** A revealed line stays marked until the reader does something: how long looking for it takes is theirs to say. */
const readerActs = ['pointerdown', 'keydown', 'wheel'] as const;

/** Tables draw their rows once more when they know their height. */
const settledMs = 300;

/** Scrolls the narrowest place given that is on the page into view, and marks it. */
export function revealPlace(place: ReportPlace): void {
  show(place);
  setTimeout(() => show(place), settledMs);
}

function show({ part, layer, sample, rule }: ReportPlace): void {
  const place =
    (rule !== undefined && findingOf(rule, layer)) ||
    (layer !== undefined && cellOf('hyperplanes', 'Layer', layer)) ||
    (sample !== undefined && cellOf('extrapolation', 'Sample', String(sample)));
  if (place) mark(place);
  else if (part !== undefined) document.getElementById(part)?.scrollIntoView();
}

/** The sentence of a finding, taken out of its fold when it is in one; with several of a rule, that about the layer. */
function findingOf(rule: string, layer: string | undefined): HTMLElement | undefined {
  const item = elements('#findings li').find(({ dataset }) => dataset['rule'] === rule);
  if (item === undefined) return undefined;
  if (layer !== undefined) openFolds(item);
  const sentences = [...item.querySelectorAll<HTMLElement>('.message')];
  return sentences.find(({ dataset }) => dataset['layer'] === (layer ?? '')) ?? item;
}

/** The row of a table of a part whose cell in `column` holds `value`; the table itself while it has no height to find the row by. */
function cellOf(part: string, column: string, value: string): HTMLElement | undefined {
  const section = document.getElementById(part);
  if (section === null) return undefined;
  const find = (): HTMLElement | undefined =>
    [...section.querySelectorAll<HTMLElement>('td')]
      .find(({ dataset }) => dataset['column'] === column && dataset['value'] === value)
      ?.closest('tr') ?? undefined;
  const bring = (within: Element): HTMLElement | undefined =>
    [...within.querySelectorAll<HTMLElement>('.table-box')].find((box) =>
      bringRow(box, column, value),
    );
  const shown = find() ?? (bring(section) && find());
  if (shown !== undefined) return shown;
  for (const fold of section.querySelectorAll<HTMLDetailsElement>('details.fold:not([open])')) {
    openFold(fold);
    const unfolded = find() ?? bring(fold);
    if (unfolded !== undefined) return find() ?? unfolded;
    fold.open = false;
  }
  return undefined;
}

function openFolds(parent: HTMLElement): void {
  for (const fold of parent.querySelectorAll<HTMLDetailsElement>('details.fold')) {
    if (!fold.open) openFold(fold);
  }
}

function mark(place: HTMLElement): void {
  place.scrollIntoView({ block: 'center' });
  // The second look may find the row in a table that had no height at the first.
  clearMarks();
  place.classList.add(revealedClass);
  for (const act of readerActs) window.addEventListener(act, clearMarks, { once: true });
}

/** By class: a table that draws its rows anew moves the mark to another element. */
function clearMarks(): void {
  for (const marked of elements(`.${revealedClass}`)) marked.classList.remove(revealedClass);
}

function elements(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)];
}
