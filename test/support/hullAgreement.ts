import { hullMembership } from '../../src/engine/extrapolation/hullMembership.ts';
import { certificateChecker } from '../../src/engine/extrapolation/verifyCertificate.ts';
import { rowOf } from '../../src/engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../src/engine/linalg/matrixProduct.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { highsMembership } from './highsMembership.ts';
import { hullScene } from './hullScenes.ts';

/** How our verdicts on random scenes compare with those of linear programs. */
export interface HullAgreement {
  readonly queries: number;
  readonly inside: number;
  readonly outside: number;
  /** Queries that one side left open. */
  readonly open: number;
  /** What was amiss, a line a query: another verdict than HiGHS', or a certificate that the checker refuses. */
  readonly problems: readonly string[];
}

/** Holds `scenes` random scenes of `perScene` queries against HiGHS, every certificate checked. The same for the same seed. */
export async function hullAgreement(
  seed: number,
  scenes: number,
  perScene: number,
  product: MatrixProduct,
): Promise<HullAgreement> {
  const rng = randomGenerator(seed);
  const counts = { inside: 0, outside: 0, open: 0 };
  const problems: string[] = [];
  for (let scene = 0; scene < scenes; scene++) {
    const { name, rows, queries } = hullScene(rng, perScene);
    const options = { product, distance: scene % 2 === 1, progress: silentProgress };
    const found = await hullMembership(rows, queries, options);
    const check = certificateChecker(rows);
    const highs = await highsMembership(rows);
    found.forEach((verdict, q) => {
      const query = rowOf(queries, q);
      const refused = check(query, verdict);
      if (refused !== undefined) problems.push(`scene ${scene}, ${name}, query ${q}: ${refused}`);
      const expected = highs.verdict(query);
      if (expected === 'undecided' || verdict.verdict === 'undecided') counts.open++;
      else if (expected !== verdict.verdict) {
        problems.push(`scene ${scene}, ${name}, query ${q}: HiGHS says ${expected}`);
      } else counts[expected]++;
    });
    highs.dispose();
  }
  return { queries: scenes * perScene, ...counts, problems };
}
