/** Milliseconds since some moment. */
export type Clock = () => number;

export const wallClock: Clock = () => performance.now();

/** Time of all threads of this process together, which other processes disturb little. */
export const processorClock: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Median milliseconds of each pass over `rounds` rounds, taken in turns so that a busy moment hits all of them. */
export async function mediansInTurns(
  passes: readonly (() => Promise<unknown>)[],
  rounds: number,
): Promise<number[]> {
  const [medians] = await mediansByClock(passes, rounds, [wallClock]);
  return medians!;
}

/** The same by several clocks at once: one list a clock. */
export async function mediansByClock(
  passes: readonly (() => Promise<unknown>)[],
  rounds: number,
  clocks: readonly Clock[],
): Promise<number[][]> {
  const times = clocks.map(() => passes.map((): number[] => []));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, pass] of passes.entries()) {
      const starts = clocks.map((clock) => clock());
      await pass();
      // The first round warms caches and arena.
      if (round === 0) continue;
      for (const [each, clock] of clocks.entries()) {
        times[each]![index]!.push(clock() - starts[each]!);
      }
    }
  }
  return times.map((lists) =>
    lists.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!),
  );
}
