import type { ScoresAt } from './boundaryCrossing.ts';
import type { DifferentiableMap, FunctionGradients } from './differentiableMap.ts';

interface Asked {
  readonly point: Float64Array;
  readonly resolve: (scores: FunctionGradients) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Runs `count` tasks, at most `together` at once, in lock-step: the scores that they ask for are computed in one pass, once every task
 * under way waits for some. A pass over many points reads the weights once, so that together they take a fraction of the time; numbers
 * may differ from those of a task alone by rounding. A task must not ask for two things at once. After an error no further task starts,
 * and it is thrown when those under way have ended.
 */
export async function scoresTogether<T>(
  map: Pick<DifferentiableMap, 'scoreGradients'>,
  { count, together }: { readonly count: number; readonly together: number },
  task: (index: number, scoresAt: ScoresAt) => Promise<T>,
): Promise<T[]> {
  let running = Math.min(count, together);
  let next = 0;
  let asked: Asked[] = [];
  const answerWhenAllWait = (): void => {
    if (asked.length === 0 || asked.length < running) return;
    const batch = asked;
    asked = [];
    map.scoreGradients(batch.map(({ point }) => point)).then(
      (scores) => {
        batch.forEach(({ resolve }, i) => {
          resolve(scores[i]);
        });
      },
      (reason: unknown) => {
        for (const { reject } of batch) reject(reason);
      },
    );
  };
  const scoresAt: ScoresAt = (point) =>
    new Promise((resolve, reject) => {
      asked.push({ point, resolve, reject });
      answerWhenAllWait();
    });
  const results: T[] = [];
  const lane = async (): Promise<void> => {
    try {
      while (next < count) {
        const index = next++;
        results[index] = await task(index, scoresAt);
      }
    } catch (error) {
      next = count;
      throw error;
    } finally {
      running--;
      answerWhenAllWait();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: running }, lane));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return results;
}
