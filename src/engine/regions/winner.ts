/** Index of the largest score, the first of equals; of a single score 1 when it is positive, else 0. */
export function winnerOf(scores: ArrayLike<number>): number {
  if (scores.length === 1) return scores[0] > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
  return best;
}

/** Largest softmax of the scores, in (0, 1]; of a single score z the larger of σ(z) and 1 − σ(z). */
export function confidenceOf(scores: ArrayLike<number>): number {
  if (scores.length === 1) return 1 / (1 + Math.exp(-Math.abs(scores[0])));
  const best = scores[winnerOf(scores)];
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += Math.exp(scores[k] - best);
  return 1 / sum;
}
