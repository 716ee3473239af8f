import { type GraphFragment } from './graphFragment.ts';

/** How many numbers a value has in a run of so many rows, those that only fill up a block among them. */
export type LengthOfRows = (rows: number) => number;

/**
 * Float32 values of a graph that leave it together, as one output: the runtime's JavaScript binding takes 20 to 40 µs for each output, and a
 * deep network has hundreds of small ones.
 */
export class JoinedOutputs {
  readonly #lengths = new Map<string, LengthOfRows>();

  /** Takes a value up, and returns its name; asking again changes nothing. */
  add(name: string, length: LengthOfRows): string {
    this.#lengths.set(name, length);
    return name;
  }

  /** Adds the output for all values taken up and returns its name; `undefined` when there are none. */
  output(fragment: GraphFragment): string | undefined {
    if (this.#lengths.size === 0) return undefined;
    const flat = Array.from(this.#lengths.keys(), (name) => fragment.reshape(name, []));
    return fragment.output(fragment.op('Concat', flat, { axis: 0 }));
  }

  /** The values by name, as views on the data of the output. Throws RangeError when they are not as long as was said. */
  parts(data: Float32Array, rows: number): ReadonlyMap<string, Float32Array> {
    let start = 0;
    const parts = Array.from(this.#lengths, ([name, length]) => {
      const part = data.subarray(start, (start += length(rows)));
      return [name, part] as const;
    });
    if (start !== data.length) throw new RangeError(`${data.length} numbers, not ${start}`);
    return new Map(parts);
  }
}
