import { welchBound } from '../../engine/hyperplanes/isotropicCosine.ts';
import { singularValueNull } from '../../engine/hyperplanes/marchenkoPastur.ts';
import type { HyperplaneLayer } from '../../report/report.ts';

/** The layer with what random or ideally spread weights of its shape would show, beside what its own do (D3). */
export function withNullModels(layer: HyperplaneLayer): HyperplaneLayer {
  const { units, fanIn, stableRank, cosine } = layer;
  const singularValues = singularValueNull(units, fanIn, stableRank);
  return {
    ...layer,
    ...(cosine && { cosine: { ...cosine, welchBound: welchBound(units, fanIn) } }),
    ...(singularValues && { singularValues }),
  };
}
