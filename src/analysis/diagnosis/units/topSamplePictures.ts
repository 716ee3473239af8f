import type { Picture, SamplePicture, TopSamples } from '../../../report/report.ts';
import { type ImageGrid } from '../../images/imageGrid.ts';
import { imagePicture, isPicturable } from '../../images/picture.ts';
import type { SampleSet } from '../../samples.ts';

/** Bytes of base64 that all these pictures may take in a report. */
const byteBudget = 600_000;
const mostPictures = 600;

/**
 * Pictures of the samples that units are excited by most, ascending by sample: first every unit's first one, layer by layer, then
 * the second ones, and so on until the budget is spent. Black to white is the range of the pictured samples. Empty when samples are
 * no small images.
 */
export async function topSamplePictures(
  tops: readonly TopSamples[],
  samples: SampleSet,
  grid: ImageGrid | undefined,
): Promise<SamplePicture[]> {
  if (!isPicturable(grid)) return [];
  const bytes = Math.ceil((grid.height * grid.width * Math.min(3, grid.channels) * 4) / 3);
  const chosen = chosenSamples(tops, Math.min(mostPictures, Math.floor(byteBudget / bytes)));
  const rows: Float32Array[] = [];
  for (const sample of chosen) rows.push((await samples.read(sample, sample + 1)).slice());
  const low = rows.reduce((least, row) => row.reduce((a, b) => Math.min(a, b), least), Infinity);
  const high = rows.reduce((most, row) => row.reduce((a, b) => Math.max(a, b), most), -Infinity);
  return chosen.map((sample, i) => {
    const picture: Picture = imagePicture(grid, rows[i], low, high);
    return { sample, picture };
  });
}

function chosenSamples(tops: readonly TopSamples[], most: number): number[] {
  const chosen = new Set<number>();
  const depth = Math.max(0, ...tops.map(({ perUnit }) => perUnit));
  for (let place = 0; place < depth; place++) {
    for (const { perUnit, samples } of tops) {
      for (let at = place; place < perUnit && at < samples.length; at += perUnit) {
        if (chosen.size === most) break;
        chosen.add(samples[at]);
      }
    }
  }
  return [...chosen].sort((a, b) => a - b);
}
