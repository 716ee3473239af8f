import { ort, type Tensor } from '../ort.ts';

/** Values known at a site: one tensor (rows × length) for everything later segments read. */
export type State = ReadonlyMap<string, Tensor>;

/** A network on a line, segment by segment. */
export interface CarriedNetwork {
  /** State behind the first segment. */
  start(coordinates: Float64Array, rows: number): Promise<State>;
  /** From the state behind segment `index` − 1 to that behind `index`; its target included. */
  run(index: number, state: State): Promise<State>;
  /** Names of what segments after `index` read. */
  kept(index: number): ReadonlySet<string>;
}

/** Where the state of one point lies. */
interface Place {
  readonly state: State;
  readonly row: number;
}

/** Numbers held at once: 256 MB. */
const mostHeld = 2 ** 25;

/**
 * Remembers the states of the points of a line from one site to the next, so that a point that is looked at site by site passes every
 * segment once: what walks along a line asks for the points it had at the last site and a few new ones. Points are told apart by their
 * coordinate, exactly; the numbers are those of a pass from the start, to the rounding of products of other sizes.
 */
export class CarriedStates {
  readonly #network: CarriedNetwork;
  /** The site that was asked for last. */
  #site = -1;
  #before: ReadonlyMap<number, Place> = new Map();
  #here = new Map<number, Place>();
  #held = 0;

  constructor(network: CarriedNetwork) {
    this.#network = network;
  }

  /** State behind segment `site` at `rows` points. */
  async at(coordinates: Float64Array, rows: number, site: number): Promise<State> {
    this.#moveTo(site);
    const t = coordinates.subarray(0, rows);
    const state = site === 0 ? await this.#network.start(t, rows) : await this.#advance(t, site);
    this.#hold(t, state, site);
    return state;
  }

  /** How many of these points would go on from the site before instead of from the start. */
  continuing(coordinates: Float64Array, rows: number, site: number): number {
    const before = this.#heldBefore(site);
    return coordinates.subarray(0, rows).reduce((sum, t) => sum + (before?.has(t) ? 1 : 0), 0);
  }

  #heldBefore(site: number): ReadonlyMap<number, Place> | undefined {
    if (site === this.#site) return this.#before;
    return site === this.#site + 1 ? this.#here : undefined;
  }

  #moveTo(site: number): void {
    if (site === this.#site) return;
    this.#before = this.#heldBefore(site) ?? new Map<number, Place>();
    this.#here = new Map();
    this.#held = 0;
    this.#site = site;
  }

  /** The states that are known, the others made from the start, and all of them taken through segment `site`. */
  async #advance(t: Float64Array, site: number): Promise<State> {
    const missing = t.filter((each) => !this.#before.has(each));
    const made = missing.length > 0 ? await this.#fromStart(missing, site - 1) : undefined;
    let next = 0;
    const places = Array.from(t, (each): Place => {
      return this.#before.get(each) ?? { state: made!, row: next++ };
    });
    return this.#network.run(site, gathered(places, this.#network.kept(site - 1)));
  }

  async #fromStart(t: Float64Array, site: number): Promise<State> {
    let state = await this.#network.start(t, t.length);
    for (let index = 1; index <= site; index++) state = await this.#network.run(index, state);
    return state;
  }

  #hold(t: Float64Array, state: State, site: number): void {
    const kept = this.#network.kept(site);
    const own = new Map([...state].filter(([name]) => kept.has(name)));
    this.#held += [...own.values()].reduce((sum, { data }) => sum + data.length, 0);
    if (this.#held > mostHeld) return;
    for (const [row, each] of t.entries()) this.#here.set(each, { state: own, row });
  }
}

/** One state out of rows of several. */
function gathered(places: readonly Place[], names: ReadonlySet<string>): State {
  const { Tensor } = ort();
  const first = places[0].state;
  const wanted = [...first.keys()].filter((name) => names.has(name));
  return new Map(
    wanted.map((name) => {
      const [, ...dims] = first.get(name)!.dims;
      const width = dims.reduce((product, size) => product * size, 1);
      const data = new Float64Array(places.length * width);
      for (const [to, { state, row }] of places.entries()) {
        const from = state.get(name)!.data as Float64Array;
        data.set(from.subarray(row * width, (row + 1) * width), to * width);
      }
      return [name, new Tensor('float64', data, [places.length, ...dims])];
    }),
  );
}
