/**
 * Area under the ROC curve of `scores` as a detector of the rows where `isPositive` is non-zero: the probability that a
 * positive row scores higher than a negative one, ties counting one half (Mann–Whitney U / n₊n₋). In [0, 1];
 * `undefined` when there is no positive or no negative row. +∞ and −∞ rank as such; a NaN throws RangeError.
 */
export function auroc(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<number | boolean>,
): number | undefined {
  const n = scores.length;
  if (isPositive.length !== n) throw new RangeError(`${n} scores, ${isPositive.length} classes`);
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let positives = 0;
  let wins = 0;
  let negativesBelow = 0;
  for (let start = 0, end = 0; start < n; start = end) {
    const score = scores[order[start]];
    let tiedPositives = 0;
    for (end = start; end < n && scores[order[end]] === score; end++) {
      if (isPositive[order[end]]) tiedPositives++;
    }
    if (end === start) throw new RangeError('a score is not a number');
    const tiedNegatives = end - start - tiedPositives;
    wins += tiedPositives * (negativesBelow + tiedNegatives / 2);
    positives += tiedPositives;
    negativesBelow += tiedNegatives;
  }
  return positives === 0 || negativesBelow === 0 ? undefined : wins / (positives * negativesBelow);
}
