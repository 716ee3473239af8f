import type { PathJson } from '../../../src/protocol/path.ts';

import type { OutputKind } from '../../../src/report/report.ts';

type Crossings = PathJson['crossings'][number];

/** Class that wins from `from` to `to`. */
export interface ClassRun {
  readonly from: number;
  readonly to: number;
  readonly winner: number;
}

/** A stretch on which no unit switches. */
export interface Piece {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  /** Units that switch at its ends; empty at the samples. */
  readonly before: Crossings;
  readonly after: Crossings;
}

/** Room behind the last thing that happens on a ray, as a share of t. */
const roomBehind = 1.25;
/** A ray on which nothing happens is shown up to here. */
const leastEnd = 2;

/** The polygon of class scores over t, with what happens at its corners. */
export class PathCurve {
  /** Ascending, from 0 to {@link PathCurve.end}. */
  readonly t: readonly number[];
  /** Scores at each of them. */
  readonly scores: readonly (readonly number[])[];
  /** Units that switch at each of them. */
  readonly crossings: readonly Crossings[];
  /** Layers that switch, in the network's order. */
  readonly layers: readonly string[];
  /** None where the outputs name no class. */
  readonly runs: readonly ClassRun[];
  readonly outputs: OutputKind;
  /** 1, or where a ray leaves the drawing. */
  readonly end: number;

  constructor({
    breakpoints,
    scores,
    crossings,
    perLayer,
    classes,
    decisionChanges,
    outputs = 'classes',
    beyond,
  }: PathJson) {
    this.layers = perLayer.map(({ layer }) => layer);
    this.end = beyond ? rayEnd(beyond) : 1;
    const changes = [...decisionChanges, ...(beyond?.decisionChanges ?? [])];
    this.runs = classes.length === 0 ? [] : runsOf(changes, classes[0]!, this.end);
    this.outputs = outputs;
    const tail = beyond ? [tailScores(beyond, this.end)] : [];
    this.t = [0, ...breakpoints, 1, ...(beyond ? [...beyond.breakpoints, this.end] : [])];
    this.scores = [...scores, ...(beyond?.scores.slice(1) ?? []), ...tail];
    this.crossings = [[], ...crossings, [], ...(beyond ? [...beyond.crossings, []] : [])];
  }

  get pieces(): number {
    return this.t.length - 1;
  }

  piece(number: number): Piece {
    return {
      number,
      from: this.t[number]!,
      to: this.t[number + 1]!,
      before: this.crossings[number]!,
      after: this.crossings[number + 1]!,
    };
  }

  /** The piece that holds t; of two that meet there the later one. */
  pieceAt(t: number): number {
    let [low, high] = [0, this.pieces - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.t[middle]! <= t) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Class scores at t: affine on a piece. */
  scoresAt(t: number): number[] {
    const at = this.pieceAt(t);
    const [from, to] = [this.t[at]!, this.t[at + 1]!];
    const share = to > from ? (t - from) / (to - from) : 0;
    const [left, right] = [this.scores[at]!, this.scores[at + 1]!];
    return left.map((score, k) => score + share * (right[k]! - score));
  }

  /** Class that wins at t; `undefined` where the outputs name none. */
  winnerAt(t: number): number | undefined {
    return (this.runs.find(({ to }) => t < to) ?? this.runs.at(-1))?.winner;
  }
}

type Beyond = NonNullable<PathJson['beyond']>;

function rayEnd({ lastBreakpoint, decisionChanges }: Beyond): number {
  const last = Math.max(lastBreakpoint ?? 1, decisionChanges.at(-1)?.t ?? 1);
  return Math.max(leastEnd, roomBehind * last);
}

/** Behind the last breakpoint scores are affine for ever. */
function tailScores({ scores, finalSlope, lastBreakpoint }: Beyond, end: number): number[] {
  const start = lastBreakpoint ?? 1;
  return scores.at(-1)!.map((score, k) => score + (end - start) * finalSlope[k]!);
}

function runsOf(changes: PathJson['decisionChanges'], first: number, end: number): ClassRun[] {
  const starts = [{ t: 0, to: changes[0]?.from ?? first }, ...changes];
  return starts.map(({ t, to }, i) => ({ from: t, to: starts[i + 1]?.t ?? end, winner: to }));
}
