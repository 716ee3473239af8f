/** Scores of two classes for `scores` of one, a row each: a 0 before every one, so that class 1 wins above 0. Rows × 2. */
export function twoClassScores(scores: Float64Array): Float64Array {
  const both = new Float64Array(2 * scores.length);
  for (let row = 0; row < scores.length; row++) both[2 * row + 1] = scores[row];
  return both;
}
