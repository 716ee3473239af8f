import { UserError } from '../../engine/userError.ts';
import type { ThumbnailChoice, Thumbnails, ThumbnailsRequest } from '../../protocol/thumbnails.ts';
import type { Picture } from '../../report/report.ts';
import { imagePicture, thumbnailGrid } from '../images/picture.ts';
import type { CodedModel } from './codedModel.ts';
import type { OpenSubjects } from './openSubjects.ts';

/** A page asks for what fits on a screen; more at once would be a mistake. */
const maximalCount = 500;

/** Pictures, labels and predictions of some samples. Throws UserError for samples that are not there. */
export async function sampleThumbnails(
  subjects: OpenSubjects,
  { subject: request, choice }: ThumbnailsRequest,
): Promise<Thumbnails> {
  const model = await subjects.coded(request);
  const labels = await model.labels();
  const { indices, total } = chosen(choice, model.rows.rows, labels);
  const { inputLength } = model.runner;
  const points = new Float32Array(indices.length * inputLength);
  for (const [place, index] of indices.entries()) {
    points.set(await model.sample(index), place * inputLength);
  }
  return {
    total,
    indices: Int32Array.from(indices),
    labels: Int32Array.from(indices, (index) => labels?.[index] ?? -1),
    predicted: (await model.run(points, indices.length)).classes,
    images: await pictures(model, points),
  };
}

function chosen(
  choice: ThumbnailChoice,
  rows: number,
  labels: Int32Array | undefined,
): { indices: readonly number[]; total: number } {
  if (choice.kind === 'indices') {
    return { indices: choice.indices.slice(0, maximalCount), total: rows };
  }
  const { start, label } = choice;
  const count = Math.min(choice.count, maximalCount);
  if (label === undefined) {
    const length = Math.max(0, Math.min(count, rows - start));
    return { indices: Array.from({ length }, (_, i) => start + i), total: rows };
  }
  if (!labels) {
    throw new UserError(
      'The samples have no labels to search by: name a label file in model-geometry.json.',
      {
        code: 'configuration',
      },
    );
  }
  const matching: number[] = [];
  for (const [index, value] of labels.entries()) if (value === label) matching.push(index);
  return { indices: matching.slice(start, start + count), total: matching.length };
}

/** One picture a sample; `null` when samples are no images a person looks at. */
async function pictures(model: CodedModel, points: Float32Array): Promise<Picture[] | null> {
  if (!model.grid || model.grid.channels === 2) return null;
  const grid = thumbnailGrid(model.grid);
  const [low, high] = await model.valueRange();
  const { inputLength } = model.runner;
  return Array.from({ length: points.length / inputLength }, (_, i) =>
    imagePicture(grid, points.subarray(i * inputLength, (i + 1) * inputLength), low, high),
  );
}
