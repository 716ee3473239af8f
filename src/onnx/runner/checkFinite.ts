import { basename } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import { type Model } from '../model.ts';

/** Where a block of numbers comes from, for the message. */
export interface ValueOrigin {
  readonly model: Model;
  readonly name: string;
  /** Index of the block's first row among the rows fed. */
  readonly first: number;
}

/** A value that the model makes of some row is no number. */
export class NonFiniteError extends UserError {
  /** Index among the rows fed. */
  readonly row: number;
  readonly #what: string;

  /** `what` goes before the row: "model.onnx gives NaN in "y"". */
  constructor(what: string, row: number) {
    super(
      `${what} for row ${String(row)} of the rows fed; check the data's preprocessing and the model's weights.`,
    );
    this.row = row;
    this.#what = what;
  }

  /** The same error where `rows` rows were fed before. */
  shiftedBy(rows: number): NonFiniteError {
    return new NonFiniteError(this.#what, rows + this.row);
  }
}

/** Throws NonFiniteError naming model, value and row when a row of `width` numbers holds NaN or an infinity. */
export function checkFinite(data: Float32Array, width: number, origin: ValueOrigin): void {
  // A difference of equal finite numbers is 0, anything else NaN: one pass that the engine keeps free of branches.
  let residue = 0;
  for (let index = 0; index < data.length; index++) residue += data[index]! - data[index]!;
  if (residue === 0) return;
  const index = data.findIndex((value) => !Number.isFinite(value));
  const what = Number.isNaN(data[index]) ? 'NaN' : 'an infinity';
  const row = origin.first + Math.floor(index / width);
  const file = basename(origin.model.path);
  throw new NonFiniteError(`${file} gives ${what} in "${origin.name}"`, row);
}
