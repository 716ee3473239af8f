import { strict as assert } from 'node:assert';
import type { HullVerdict } from '../../src/engine/extrapolation/hull/hullVerdict.ts';
import { hullMembership, type HullOptions } from '../../src/engine/extrapolation/hullMembership.ts';
import { certificateChecker } from '../../src/engine/extrapolation/verifyCertificate.ts';
import { type Matrix, rowOf } from '../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from './plainMatrixProduct.ts';
import { silentProgress } from '../../src/engine/progress.ts';

/** Verdicts by the plain product, each certificate checked. */
export async function certifiedVerdicts(
  rows: Matrix,
  queries: Matrix,
  options: Partial<HullOptions> = {},
): Promise<HullVerdict[]> {
  const verdicts = await hullMembership(rows, queries, {
    product: new PlainMatrixProduct(),
    distance: true,
    progress: silentProgress,
    ...options,
  });
  assertCertified(rows, queries, verdicts);
  return verdicts;
}

/** Fails on the first certificate that the independent checker refuses. */
export function assertCertified(
  rows: Matrix,
  queries: Matrix,
  verdicts: readonly HullVerdict[],
): void {
  assert.equal(verdicts.length, queries.rows);
  const check = certificateChecker(rows);
  verdicts.forEach((verdict, index) => {
    assert.equal(check(rowOf(queries, index), verdict), undefined, `query ${index}`);
    assert.equal(verdict.verdict, verdict.certificate.verdict);
    assert.ok(verdict.lower >= 0 && verdict.lower <= verdict.upper, `bounds of query ${index}`);
  });
}

/** The words alone. */
export function wordsOf(verdicts: readonly HullVerdict[]): string[] {
  return verdicts.map(({ verdict }) => verdict);
}
