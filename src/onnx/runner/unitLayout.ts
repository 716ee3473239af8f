import { UserError } from '../../engine/userError.ts';
import { type ProbedValues } from './switchCodes.ts';

/** A value of one sample seen as before × units × after, row-major; positions are before · after. */
export interface UnitLayout {
  readonly before: number;
  readonly units: number;
  readonly after: number;
  /** Whether the value's first axis counts the rows, and nothing else. */
  readonly rowsFirst: boolean;
  /** Whether the value is rows × units as it stands. */
  readonly isFlat: boolean;
  /** Present where the value is rows × units × height × width, units in full blocks of {@link blockUnits}. */
  readonly picture?: { readonly height: number; readonly width: number };
}

/**
 * ONNX Runtime keeps what a convolution makes in blocks of 8 or 16 channels, and only convolutions, poolings, sums and ReLUs can read
 * it so; for anything else it is laid out anew, which costs as much as a layer of its own.
 */
const blockUnits = 16;
/** Smaller pictures are too few numbers to matter, and fill few bits of a word. */
const leastPositions = 12;

/**
 * Layout of the value `name` whose axis `unitAxis` counts units, from its shape in a probe of several rows. Throws UserError when
 * it has no elements of its own for each row.
 */
export function unitLayout(name: string, unitAxis: number, probed: ProbedValues): UnitLayout {
  const { rows } = probed;
  const value = probed.of(name);
  const size = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1);
  const units = value.dims[unitAxis] ?? 1;
  // Exporters may merge batch and position into one axis, so the batch is divided out rather than cut off.
  const before = size(value.dims.slice(0, unitAxis)) / rows;
  if (!Number.isInteger(before)) {
    throw new UserError(
      `"${name}" mixes the rows of a batch, so nothing can be said of single samples: export the model with a free batch axis, or analyse the part before it.`,
      { code: 'unsupported' },
    );
  }
  const rowsFirst = unitAxis > 0 && value.dims[0] === rows;
  const picture = rowsFirst && unitAxis === 1 ? pictureOf(value.dims) : undefined;
  return {
    before,
    units,
    after: size(value.dims.slice(unitAxis + 1)),
    rowsFirst,
    isFlat: rowsFirst && value.dims.length === 2,
    ...(picture && { picture }),
  };
}

function pictureOf([, units, height, width, ...more]: readonly number[]): UnitLayout['picture'] {
  if (units === undefined || height === undefined || width === undefined) return undefined;
  const fits = more.length === 0 && units % blockUnits === 0 && height * width >= leastPositions;
  return fits ? { height, width } : undefined;
}
