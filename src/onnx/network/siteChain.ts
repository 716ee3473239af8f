import { type Model } from '../model.ts';
import { type ActivationSite } from '../structure.ts';
import { dataFlow } from './dataFlow.ts';

/**
 * Whether the sites form a chain: what enters each of them depends on the input only through the site before it. Residual sums and
 * parallel branches make no chain. `input` is the analysed input; no sites are a chain.
 */
export function isSiteChain(
  model: Model,
  sites: readonly ActivationSite[],
  input: string,
): boolean {
  const { isData } = dataFlow(model, [input]);
  const switched = new Set(sites.map(({ output }) => output));
  return sites.every(({ preActivation }, index) => {
    const source = index === 0 ? input : sites[index - 1].output;
    const pending = [preActivation];
    const seen = new Set(pending);
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      if (value === source) continue;
      if (value === input || switched.has(value)) return false;
      for (const read of model.graph.producer.get(value)?.inputs ?? []) {
        if (!isData(read) || seen.has(read)) continue;
        seen.add(read);
        pending.push(read);
      }
    }
    return true;
  });
}
