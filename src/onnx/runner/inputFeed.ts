import { ort, type Tensor } from '../ort.ts';
import { toFloat16 } from './float16.ts';
import { type ModelInput } from './modelInput.ts';

/** Name of the fragment's input that says which rows count. */
export const rowWeightsLabel = 'row-weights';

/** Makes the tensors of one run. */
export class InputFeed {
  readonly #input: ModelInput;
  readonly #rowWeights: string | undefined;
  #weights = new Float32Array(0);

  /** `rowWeights` is the name of a 1 × rows input of the fragment, when it has one. */
  constructor(input: ModelInput, rowWeights?: string) {
    this.#input = input;
    this.#rowWeights = rowWeights;
  }

  /** `data` holds `rows` samples, of which the first `counted` are real and the others fill up a block. */
  feeds(data: Float32Array, rows: number, counted = rows): Record<string, Tensor> {
    const { name, sampleShape, batch } = this.#input;
    const dims = batch === undefined ? sampleShape : [rows, ...sampleShape];
    const feeds: Record<string, Tensor> = { [name]: this.#tensor(data, dims) };
    if (this.#rowWeights !== undefined) {
      feeds[this.#rowWeights] = new (ort().Tensor)('float32', this.#rowWeightsOf(rows, counted), [
        1,
        rows,
      ]);
    }
    return feeds;
  }

  #tensor(data: Float32Array, dims: readonly number[]): Tensor {
    const { Tensor } = ort();
    switch (this.#input.type) {
      case 'float32':
        return new Tensor('float32', data, dims);
      case 'float64':
        return new Tensor('float64', Float64Array.from(data), dims);
      case 'float16':
        return new Tensor('float16', toFloat16(data), dims);
      case 'int64':
        return new Tensor('int64', BigInt64Array.from(data, wholeNumber), dims);
      case 'int32':
        return new Tensor('int32', Int32Array.from(data, Math.round), dims);
      case 'uint8':
        return new Tensor('uint8', Uint8Array.from(data, Math.round), dims);
    }
  }

  #rowWeightsOf(rows: number, counted: number): Float32Array {
    if (this.#weights.length !== rows) this.#weights = new Float32Array(rows);
    return this.#weights.fill(1, 0, counted).fill(0, counted);
  }
}

function wholeNumber(value: number): bigint {
  return BigInt(Math.round(value));
}
