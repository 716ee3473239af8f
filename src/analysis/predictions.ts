/**
 * Class of each row: the index of its largest logit (first on a tie). A single logit is a two-class score:
 * class 1 above 0. `logits` is rows × width, row-major.
 */
export function predictedClasses(logits: ArrayLike<number>, width: number): Int32Array {
  const rows = width === 0 ? 0 : logits.length / width;
  const classes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    if (width === 1) {
      classes[row] = logits[start] > 0 ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let column = 1; column < width; column++) {
      if (logits[start + column] > logits[start + best]) best = column;
    }
    classes[row] = best;
  }
  return classes;
}

/** Share of rows whose class is the label; `null` for no rows. */
export function accuracyOf(classes: Int32Array, labels: Int32Array): number | null {
  if (classes.length === 0) return null;
  let correct = 0;
  for (let row = 0; row < classes.length; row++) {
    if (classes[row] === labels[row]) correct++;
  }
  return correct / classes.length;
}
