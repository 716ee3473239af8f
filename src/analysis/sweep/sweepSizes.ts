import type { ImageGrid } from '../images/imageGrid.ts';

/** What to sweep over; with nothing named, a choice that suits the data, else only what is named. */
export interface SweepSizes {
  /** Sides of centre patches. */
  readonly patches?: readonly number[];
  /** Sides of pooled images. */
  readonly pools?: readonly number[];
  /** Numbers of leading principal components. */
  readonly components?: readonly number[];
  /** Numbers of training rows. */
  readonly trainSizes?: readonly number[];
  /** Principal components of the space in which the training set grows; 10 unless given. */
  readonly trainComponents?: number;
  /** Path of the model whose layers to go through. */
  readonly layers?: string;
}

/** Sizes of the spaces that need no model. */
export type SpaceSizes = Required<Omit<SweepSizes, 'layers'>>;

const defaultSides = [2, 4, 6, 8, 10, 14];
const defaultComponents = [1, 2, 3, 5, 8, 10, 12, 15, 20, 30];
const defaultTrainComponents = 10;
/** The training set halves along its curve, down to about this many rows. */
const smallestTrain = 100;

/** The sizes asked for, with defaults filled in for data of this kind. */
export function sizesOf(
  asked: SweepSizes,
  grid: ImageGrid | undefined,
  train: { readonly rows: number; readonly columns: number },
): SpaceSizes {
  const { patches, pools, components, trainSizes } = asked;
  const named = patches ?? pools ?? components ?? trainSizes ?? asked.layers;
  const side = grid ? Math.min(grid.height, grid.width) : 0;
  const trainComponents = asked.trainComponents ?? Math.min(defaultTrainComponents, train.columns);
  const defaults: Omit<SpaceSizes, 'trainComponents'> = named
    ? { patches: [], pools: [], components: [], trainSizes: [] }
    : {
        patches: defaultSides.filter((size) => size <= side),
        pools: divisors(grid).filter((size) => size > 1 && size <= side / 2),
        components: defaultComponents.filter((count) => count <= train.columns),
        trainSizes: halvings(train.rows),
      };
  return {
    patches: patches ?? defaults.patches,
    pools: pools ?? defaults.pools,
    components: components ?? defaults.components,
    trainSizes: trainSizes ?? defaults.trainSizes,
    trainComponents,
  };
}

/** Sides to which both sides of the image can be pooled evenly. */
function divisors(grid: ImageGrid | undefined): number[] {
  if (!grid) return [];
  const sides = Array.from({ length: Math.min(grid.height, grid.width) }, (_, i) => i + 1);
  return sides.filter((size) => grid.height % size === 0 && grid.width % size === 0);
}

function halvings(rows: number): number[] {
  const sizes: number[] = [];
  for (let size = rows; size >= smallestTrain; size = Math.floor(size / 2)) sizes.unshift(size);
  return sizes;
}
