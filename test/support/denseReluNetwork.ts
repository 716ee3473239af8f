/** One fully connected layer: `weights[unit]` is the unit's row. */
export interface DenseLayer {
  readonly weights: readonly ArrayLike<number>[];
  readonly bias: ArrayLike<number>;
}

/** Pre-activations of every layer at `x` in plain float64, ReLU between layers: an oracle without ONNX Runtime. */
export function preActivations(layers: readonly DenseLayer[], x: ArrayLike<number>): number[][] {
  let input = x;
  return layers.map(({ weights, bias }) => {
    const z = weights.map((row, unit) => {
      let sum = bias[unit];
      for (let i = 0; i < row.length; i++) sum += row[i] * input[i];
      return sum;
    });
    input = z.map((value) => Math.max(0, value));
    return z;
  });
}

const bitsPerWord = 24;

/** Switch codes (z > 0) of many samples, packed into words below 2²⁴ as the model runner packs them. */
export function packCodes(samples: readonly (readonly number[])[]): Float32Array {
  const wordsPerRow = Math.ceil((samples[0]?.length ?? 0) / bitsPerWord);
  const words = new Float32Array(samples.length * wordsPerRow);
  samples.forEach((z, row) => {
    z.forEach((value, unit) => {
      const word = row * wordsPerRow + Math.floor(unit / bitsPerWord);
      if (value > 0) words[word] += 2 ** (unit % bitsPerWord);
    });
  });
  return words;
}
