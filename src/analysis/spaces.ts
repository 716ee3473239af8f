import { UserError } from '../engine/userError.ts';
import type { NetworkStructure } from '../onnx/structure.ts';
import { nearestNames } from './nearestNames.ts';

/** A representation in which samples are compared with the training set. */
export type Space =
  | { readonly kind: 'input'; readonly name: 'input' }
  | { readonly kind: 'pca'; readonly name: string; readonly components: number }
  /** The centre patch of size × size pixels, or the image pooled to size × size. */
  | { readonly kind: 'patch' | 'pool'; readonly name: string; readonly size: number }
  /** The input after binarisation, or the user's own features. */
  | { readonly kind: 'binary' | 'features'; readonly name: string }
  /** A value of the model: `value` is the tensor's name. */
  | { readonly kind: 'value'; readonly name: string; readonly value: string };

/** Principal components compared by default: few enough for inside verdicts to be possible. */
const defaultComponents = 10;
/** A model with more layers than this is not listed whole in an error. */
const listedLayers = 12;

/**
 * Spaces named by the user ("input", "pca:10", "patch:4", "pool:7", "binary", "features", "layer:NAME", "layers", "logits"), in the order given and without
 * repetition; by default the input, ten principal components where a sample of `sampleShape` has more numbers, and the last hidden
 * layer before the class scores.
 * Throws UserError for a name that is none of these, with the layers there are.
 */
export function resolveSpaces(
  names: readonly string[] | undefined,
  structure: NetworkStructure,
  sampleShape?: readonly number[],
): Space[] {
  const requested = names ?? defaultSpaceNames(structure, sampleShape);
  const spaces = requested.flatMap((name) => resolveSpace(name, structure));
  return spaces.filter(
    (space, index) => spaces.findIndex((other) => other.name === space.name) === index,
  );
}

function defaultSpaceNames(structure: NetworkStructure, sampleShape?: readonly number[]): string[] {
  const last = featureLayers(structure).findLast(({ leadsToScores }) => leadsToScores);
  const numbers = sampleShape?.reduce((product, size) => product * size, 1) ?? Infinity;
  return [
    'input',
    ...(numbers > defaultComponents ? [`pca:${String(defaultComponents)}`] : []),
    ...(last ? [`layer:${last.name}`] : []),
  ];
}

function resolveSpace(name: string, structure: NetworkStructure): Space[] {
  if (name === 'input') return [{ kind: 'input', name }];
  if (name === 'logits') return [logits(structure)];
  if (name === 'layers') {
    return [
      ...featureLayers(structure).map((layer) => valueSpace(layer.name, layer.value)),
      logits(structure),
    ];
  }
  if (name === 'binary' || name === 'features') return [{ kind: name, name }];
  if (name.startsWith('layer:')) return [layerSpace(name.slice('layer:'.length), structure)];
  return [sizedSpace(name)];
}

/** pca:K, patch:S, pool:S. */
function sizedSpace(name: string): Space {
  const [kind, text] = name.split(':');
  if (kind !== 'pca' && kind !== 'patch' && kind !== 'pool') {
    throw new UserError(
      `"${name}" is not a space; use input, pca:K, patch:S, pool:S, binary, features, layer:NAME, layers or logits.`,
    );
  }
  const size = Number(text);
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new UserError(`"${name}" needs a whole number, as in ${kind}:10.`);
  }
  const canonical = `${kind}:${size}`;
  return kind === 'pca'
    ? { kind, name: canonical, components: size }
    : { kind, name: canonical, size };
}

function layerSpace(layer: string, structure: NetworkStructure): Space {
  const found = allLayers(structure).find((candidate) => candidate.name === layer);
  if (found) return valueSpace(found.name, found.value);
  const known = allLayers(structure).map((candidate) => candidate.name);
  const named =
    known.length <= listedLayers
      ? `its layers are ${known.join(', ')}`
      : `of its ${known.length} layers the nearest are ${nearestNames(layer, known).join(', ')}`;
  throw new UserError(`The model has no layer "${layer}"; ${named}.`);
}

function valueSpace(name: string, value: string): Space {
  return { kind: 'value', name: `layer:${name}`, value };
}

function logits(structure: NetworkStructure): Space {
  return { kind: 'value', name: 'logits', value: structure.logits };
}

interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly index: number;
  readonly leadsToScores: boolean;
}

/** What "layers" stands for: every representation named after a layer or a nonlinearity of its own, in graph order. */
function featureLayers(structure: NetworkStructure): NamedValue[] {
  const pooling = new Set(
    structure.sites.filter((site) => site.code.kind === 'window').map((site) => site.name),
  );
  return allLayers(structure).filter(
    ({ name, value }) => value !== structure.logits && !pooling.has(name),
  );
}

/**
 * Everything that may follow "layer:", in graph order: the output of a layer's nonlinearity, a layer's own output
 * where none follows, and nonlinearities without an affine layer of their own.
 */
function allLayers(structure: NetworkStructure): NamedValue[] {
  const layers = structure.layers.map((layer) => ({
    name: layer.name,
    value: layer.site?.output ?? layer.output,
    index: layer.node.index,
    leadsToScores: layer.leadsToScores,
  }));
  const owned = new Set(structure.layers.map((layer) => layer.site));
  const sites = structure.sites
    .filter((site) => !owned.has(site))
    .map(({ name, output, node }) => ({
      name,
      value: output,
      index: node.index,
      leadsToScores: true,
    }));
  return [...layers, ...sites].sort((a, b) => a.index - b.index);
}
