import { countFlips } from '../../engine/regions/codeFlips.ts';
import type { ActivationSite } from '../../onnx/structure.ts';
import type { SiteDrift } from '../../report/comparison/comparison.ts';
import type { SiteChunk, SiteLayout } from '../../onnx/runner.ts';

const quarters = 4;

/** Collects the drift of one site chunk by chunk. */
export class SiteDriftCounter {
  readonly #sites: readonly [ActivationSite, ActivationSite];
  readonly #changed: boolean[] = [];
  readonly #distances: number[] = [];
  #flips = 0;

  constructor(first: ActivationSite, second: ActivationSite) {
    this.#sites = [first, second];
  }

  /** Chunks of the same `rows` samples; returns which of them changed. */
  add(first: SiteChunk, second: SiteChunk, rows: number): readonly boolean[] {
    const words = first.codes!.length / rows;
    const bits = bitsPerCode(this.#sites[0]);
    const changed: boolean[] = [];
    for (let row = 0; row < rows; row++) {
      const a = first.codes!.subarray(row * words, (row + 1) * words);
      const b = second.codes!.subarray(row * words, (row + 1) * words);
      if (bits !== undefined) this.#flips += countFlips(a, b, bits);
      changed.push(a.some((word, i) => word !== b[i]));
    }
    this.#changed.push(...changed);
    if (first.boundaryDistance) this.#distances.push(...first.boundaryDistance);
    return changed;
  }

  result({ units, positions }: SiteLayout): SiteDrift {
    const [first, second] = this.#sites;
    const codes = units * positions;
    const isCountable = bitsPerCode(first) !== undefined;
    return {
      layer: first.name,
      secondLayer: second.name,
      op: first.op,
      units: codes,
      exactness: [first, second].every(({ exactness }) => exactness === 'exact')
        ? 'exact'
        : 'heuristic',
      flipRate: isCountable ? this.#flips / (codes * this.#changed.length) : null,
      changedSamples: share(this.#changed),
      changedByDistance:
        this.#distances.length < this.#changed.length || this.#changed.length < quarters
          ? null
          : this.#byDistance(),
    };
  }

  #byDistance(): number[] {
    const order = [...this.#distances.keys()].sort(
      (a, b) => this.#distances[a] - this.#distances[b],
    );
    return Array.from({ length: quarters }, (_, quarter) => {
      const start = Math.floor((quarter * order.length) / quarters);
      const end = Math.floor(((quarter + 1) * order.length) / quarters);
      return share(order.slice(start, end).map((row) => this.#changed[row]));
    });
  }
}

/** Whether two sites have comparable codes. */
export function isSameKind(
  [first, a]: readonly [ActivationSite, SiteLayout],
  [second, b]: readonly [ActivationSite, SiteLayout],
): boolean {
  const layouts = [a, b].map((each) => `${each.units}×${each.positions}×${each.wordsPerRow}`);
  return first.code.kind === second.code.kind && layouts[0] === layouts[1];
}

function bitsPerCode({ code }: ActivationSite): 1 | 2 | undefined {
  if (code.kind === 'clip') return 2;
  return code.kind === 'sign' || code.kind === 'soft-sign' ? 1 : undefined;
}

function share(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length / flags.length;
}
