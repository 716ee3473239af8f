/** Median milliseconds of each pass over `rounds` rounds, taken in turns so that a busy moment hits all of them. */
export async function mediansInTurns(
  passes: readonly (() => Promise<unknown>)[],
  rounds: number,
): Promise<number[]> {
  const times = passes.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, pass] of passes.entries()) {
      const start = performance.now();
      await pass();
      // The first round warms caches and arena.
      if (round > 0) times[index]!.push(performance.now() - start);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!);
}
