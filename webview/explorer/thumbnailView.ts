import { formatCount } from '../../src/report/format.ts';
import type { Thumbnails } from '../../src/protocol/thumbnails.ts';
import type { Picture } from '../../src/report/report.ts';
import { element } from '../dom.ts';
import { pictureCanvas } from '../pictures/pictureCanvas.ts';

/** One sample as a person tells it apart. */
export interface ThumbnailView {
  readonly index: number;
  /** −1 without labels. */
  readonly label: number;
  /** −1 where the outputs name no class. */
  readonly predicted: number;
  readonly picture: Picture | null;
}

/** The samples of an answer, one by one. */
export function thumbnailViews({
  indices,
  labels,
  predicted,
  images,
}: Thumbnails): ThumbnailView[] {
  return Array.from(indices, (index, i) => ({
    index,
    label: labels[i]!,
    predicted: predicted[i]!,
    picture: images?.[i] ?? null,
  }));
}

/** "sample 12, class 3, predicted 8": the prediction only where it says something new. */
function sampleText({ index, label, predicted }: ThumbnailView): string {
  const name = `sample ${formatCount(index)}`;
  if (label < 0) return predicted < 0 ? name : `${name}, predicted ${String(predicted)}`;
  const wrong = isWrong(label, predicted) ? `, predicted ${String(predicted)}` : '';
  return `${name}, class ${String(label)}${wrong}`;
}

function isWrong(label: number, predicted: number): boolean {
  return label >= 0 && predicted >= 0 && label !== predicted;
}

function classText(label: number, predicted: number): string {
  if (label >= 0) return `class ${String(label)}`;
  return predicted >= 0 ? `predicted ${String(predicted)}` : '';
}

/** Picture, number and class. A wrong prediction is said in words, not by colour alone. */
export function thumbnailNode(view: ThumbnailView, side = 56): HTMLElement[] {
  const { index, label, predicted, picture } = view;
  const lines = [
    element('span', { class: 'sample-index', text: `#${String(index)}` }),
    element('span', { class: 'muted small', text: classText(label, predicted) }),
  ];
  if (isWrong(label, predicted)) {
    lines.push(element('span', { class: 'wrong small', text: `✗ predicted ${String(predicted)}` }));
  }
  const text = element('span', { class: 'sample-text' }, ...lines);
  if (!picture) return [text];
  const canvas = pictureCanvas({ picture, description: sampleText(view) }, side);
  // The text beside it says the same.
  canvas.setAttribute('aria-hidden', 'true');
  return [canvas, text];
}
