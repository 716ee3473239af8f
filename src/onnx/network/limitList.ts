import { nodeName } from '../graph/linkGraph.ts';
import { type Node } from '../model.ts';
import { type NetworkStructure } from '../structure.ts';

type Limit = NetworkStructure['limits'][number];

/** Collects what breaks exactness: one entry an operator and effect, named after its first node. */
export class LimitList {
  readonly #entries = new Map<
    string,
    { readonly first: Node; readonly effect: string; count: number }
  >();

  add(node: Node, effect: string): void {
    const key = `${node.domain}:${node.op}:${effect}`;
    const entry = this.#entries.get(key);
    if (entry) entry.count++;
    else this.#entries.set(key, { first: node, effect, count: 1 });
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  toLimits(): Limit[] {
    return [...this.#entries.values()].map(({ first, effect, count }) => ({
      op: first.op,
      node: nodeName(first),
      effect: count === 1 ? effect : `${effect} (${String(count)} such nodes, this is the first)`,
    }));
  }
}
