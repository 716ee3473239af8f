import { basename } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import type { Model } from '../../onnx/model.ts';
import { extractPart, inputAround } from '../../onnx/rewriting/extractPart.ts';
import type { NetworkStructure } from '../../onnx/structure.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import type { Limit } from '../../report/report.ts';
import { openPrefix, valueShape } from '../prefix.ts';
import { resolveSpaces } from '../spaces.ts';

/** Layers that a refusal names. */
const mostNamed = 12;

/** A model with the input that is fed. */
interface FedModel {
  readonly model: Model;
  readonly input: string;
  readonly structure: NetworkStructure;
}

/** The part of a model behind one layer, and what brings samples there. */
export interface LayerSpace extends FedModel {
  readonly limits: readonly Limit[];
  /** Activations of the layer for samples of the whole model, by its own float32 pass. */
  through(rows: Float32Array, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Cuts the model behind the layer that `request.space` names; `undefined` for the input space. Throws UserError for a space that is
 * neither, a layer that is not there, and one that the class scores also bypass.
 */
export async function openLayerSpace(
  { model, input, structure }: FedModel,
  { space = 'input', threads }: Pick<RegionSubjectRequest, 'space' | 'threads'>,
): Promise<LayerSpace | undefined> {
  if (space === 'input') return undefined;
  if (!space.startsWith('layer:')) {
    throw new UserError(`"${space}" is no space to look into: use input or layer:NAME.`);
  }
  const from = valueOf(space, structure);
  if (from === structure.logits) {
    throw new UserError(
      `Nothing of ${basename(model.path)} lies behind "${space}": choose an earlier layer.`,
    );
  }
  refuseInsideBranch(model, structure, space, from);
  const prefix = await openPrefix(model, from, {
    input,
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    const shape = await valueShape(model, from, prefix.valueWidths[0]!);
    const to = structure.logits;
    const part = extractPart(model, { from, to, shape: ['rows', ...shape], type: 'float32' });
    const effect = `everything said is about the space of "${space}" and the part of the model behind it`;
    return {
      model: part,
      input: from,
      structure: await analyseStructure(part, { input: from }),
      limits: [{ op: '', node: '', effect }],
      through: async (rows, count) => (await prefix.run(rows, count)).values[0]!,
      close: () => prefix.close(),
    };
  } catch (error) {
    await prefix.close();
    throw error;
  }
}

/** Spaces that can be looked into, "layer:NAME": those of layers that alone determine the class scores, in the model's order. */
export function layerSpaces(model: Model, structure: NetworkStructure): string[] {
  const { sites, logits } = structure;
  return sites
    .map(({ name }) => `layer:${name}`)
    .filter((space) => {
      const from = valueOf(space, structure);
      return from !== logits && inputAround(model, from, logits) === undefined;
    });
}

function refuseInsideBranch(
  model: Model,
  structure: NetworkStructure,
  space: string,
  from: string,
): void {
  if (inputAround(model, from, structure.logits) === undefined) return;
  const others = layerSpaces(model, structure);
  throw new UserError(
    `"${space}" lies in a branch of ${basename(model.path)}: the class scores also depend on the input around it, so that it has no regions of its own; choose ${['input', ...others.slice(0, mostNamed)].join(', ')} instead.`,
  );
}

function valueOf(space: string, structure: NetworkStructure): string {
  const [resolved] = resolveSpaces([space], structure);
  return resolved?.kind === 'value' ? resolved.value : structure.logits;
}
