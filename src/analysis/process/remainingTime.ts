/** An estimate before this much of a stage's time has passed would jump about. */
const settlingMs = 1500;

/** Estimates how long the stage at hand still takes, from its own pace so far. */
export class RemainingTime {
  readonly #now: () => number;
  #stage: string | undefined;
  #start = 0;
  #first = 0;

  /** `now` in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Seconds until `done` reaches `total` at the pace since the stage began; `undefined` while that cannot be told. */
  estimate(stage: string, done: number, total: number): number | undefined {
    const time = this.#now();
    // A stage that falls back has begun again.
    if (stage !== this.#stage || done < this.#first) {
      this.#stage = stage;
      this.#start = time;
      this.#first = done;
    }
    const elapsed = time - this.#start;
    const gained = done - this.#first;
    if (elapsed < settlingMs || !(gained > 0) || !(total > done)) return undefined;
    return ((elapsed / gained) * (total - done)) / 1000;
  }
}

/** "about 40 s left", "about 3 min left", "about 2 h left": as exact as such an estimate is; "" when there is none. */
export function remainingText(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  if (seconds < 9.5) return `about ${Math.max(1, Math.round(seconds))} s left`;
  if (seconds < 57.5) return `about ${5 * Math.round(seconds / 5)} s left`;
  if (seconds < 90 * 60) return `about ${Math.max(1, Math.round(seconds / 60))} min left`;
  return `about ${Math.round(seconds / 3600)} h left`;
}
