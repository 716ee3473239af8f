/** Runs one task at a time; of those wanted meanwhile only the last is run. */
export class LatestOnly {
  #isRunning = false;
  #next: (() => Promise<void>) | undefined;

  /** `task` must not reject. */
  run(task: () => Promise<void>): void {
    this.#next = task;
    if (!this.#isRunning) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isRunning = true;
    while (this.#next) {
      const task = this.#next;
      this.#next = undefined;
      await task();
    }
    this.#isRunning = false;
  }
}
