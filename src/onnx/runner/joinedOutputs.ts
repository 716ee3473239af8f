import { type GraphFragment } from './graphFragment.ts';

/** How many numbers a value has in a run of so many rows, those that only fill up a block among them. */
export type LengthOfRows = (rows: number) => number;

/** Shapes of values that are joined with their like, and along which axis: flattening each first would take thousands of nodes more. */
const axes = { n: 0, '1 × n': 1, 'n × k': 0, 'rows × n': 1, 'rows × 1 × n': 2 } as const;
export type JoinedShape = keyof typeof axes;

interface Part {
  readonly name: string;
  readonly shape: JoinedShape;
  readonly length: LengthOfRows;
}

/** More values than this stay outputs of their own: with thousands joined, the runtime would take minutes to prepare the session. */
const mostJoined = 1024;

/**
 * Float32 values of a graph that leave it together, in one output for each shape: the runtime's JavaScript binding takes 20 to 40 µs for
 * each output, and a deep network has hundreds of small ones.
 */
export class JoinedOutputs {
  readonly #parts = new Map<string, Part>();

  /** Takes a value up, and returns its name; asking again changes nothing. The k of "n × k" is the same for all. */
  add(name: string, shape: JoinedShape, length: LengthOfRows): string {
    if (!this.#parts.has(name)) this.#parts.set(name, { name, shape, length });
    return name;
  }

  /** Adds the outputs for all values taken up and returns their names. */
  outputs(fragment: GraphFragment): readonly string[] {
    return this.#groups().map(([first, ...others]) => {
      const names = [first!, ...others].map(({ name }) => name);
      return fragment.output(
        others.length === 0
          ? first!.name
          : fragment.op('Concat', names, { axis: axes[first!.shape] }),
      );
    });
  }

  /**
   * The values by name, each row-major, from the data of the outputs. Throws RangeError when these are not as long as was said.
   */
  parts(data: readonly Float32Array[], rows: number): ReadonlyMap<string, Float32Array> {
    const parts = new Map<string, Float32Array>();
    this.#groups().forEach((group, i) => {
      const lines = group[0]!.shape.startsWith('rows') ? rows : 1;
      const joined = { data: data[i]!, lines, width: data[i]!.length / lines };
      let start = 0;
      for (const { name, length } of group) {
        const width = length(rows) / lines;
        parts.set(name, columns(joined, start, width));
        start += width;
      }
      if (start !== joined.width) throw new RangeError(`${joined.width} numbers, not ${start}`);
    });
    return parts;
  }

  /** Values that leave together, none of them empty. */
  #groups(): readonly (readonly Part[])[] {
    const all = [...this.#parts.values()];
    if (all.length > mostJoined) return all.map((part) => [part]);
    return Object.keys(axes)
      .map((shape) => all.filter((part) => part.shape === shape))
      .filter((group) => group.length > 0);
  }
}

/** Numbers [start, start + count) of each line; without a copy where there is only one line, or nothing else. */
function columns(
  { data, lines, width }: { data: Float32Array; lines: number; width: number },
  start: number,
  count: number,
): Float32Array {
  if (lines === 1 || count === width) return data.subarray(lines * start, lines * (start + count));
  const taken = new Float32Array(lines * count);
  for (let line = 0, to = 0; line < lines; line++) {
    const from = line * width + start;
    for (let i = 0; i < count; i++) taken[to++] = data[from + i]!;
  }
  return taken;
}
