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

/** Throws UserError naming model, value and row when a row of `width` numbers holds NaN or an infinity. */
export function checkFinite(data: Float32Array, width: number, origin: ValueOrigin): void {
  // A difference of equal finite numbers is 0, anything else NaN: one pass that the engine keeps free of branches.
  let residue = 0;
  for (let index = 0; index < data.length; index++) residue += data[index]! - data[index]!;
  if (residue === 0) return;
  const index = data.findIndex((value) => !Number.isFinite(value));
  const what = Number.isNaN(data[index]) ? 'NaN' : 'an infinity';
  const row = origin.first + Math.floor(index / width);
  throw new UserError(
    `${basename(origin.model.path)} gives ${what} in "${origin.name}" for row ${String(row)} of the rows fed; check the data's preprocessing and the model's weights.`,
  );
}
