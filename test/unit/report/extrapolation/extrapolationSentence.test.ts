import { strict as assert } from 'node:assert';
import { extrapolationSentence } from '../../../../src/report/extrapolation/extrapolationSentence.ts';
import type { ExtrapolationSection } from '../../../../src/report/report.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

const even = { ...sampleReport().extrapolation!.spaces[0].box.fractionOfDimensions, median: 0.5 };

/** A section with a space for each count of the ten test samples that are inside. */
function sentence(...inside: number[]): string {
  const { extrapolation } = sampleReport();
  const [space] = extrapolation!.spaces;
  const spaces = inside.map((count, i) => ({
    ...space,
    space: i === 0 ? 'input' : `pca:${i}`,
    train: 90,
    test: 10,
    hull: {
      ...space.hull,
      inside: count,
      outside: 10 - count,
      undecided: 0,
      insideFraction: count / 10,
      distance: { lower: even, upper: even, relativeGap: 0 },
    },
  }));
  return extrapolationSentence({ ...extrapolation, spaces } as unknown as ExtrapolationSection);
}

const input = 'outside the convex hull of the 90 training samples in the input space';

describe('the sentence on extrapolation', () => {
  it('says how the other spaces compare, ties included', () => {
    assert.equal(
      sentence(4, 2),
      `6 of 10 test samples lie ${input}, fewer than in any other space that was looked at.`,
    );
    assert.equal(
      sentence(4, 4, 2),
      `6 of 10 test samples lie ${input}, no more than in any other space that was looked at.`,
    );
    assert.equal(
      sentence(4, 5),
      `6 of 10 test samples lie ${input}; the largest share inside is 50%, in the first principal component.`,
    );
  });

  it('says where all agree', () => {
    assert.equal(
      sentence(0, 0),
      `All 10 test samples lie ${input}, at a median distance of 0.5, and so they do in every other space that was looked at.`,
    );
    assert.equal(
      sentence(10, 10),
      `None of 10 test samples lie ${input}, nor in any other space that was looked at.`,
    );
    assert.equal(sentence(4), `6 of 10 test samples lie ${input}.`);
  });
});
