import type { ProgressSink } from '../../engine/progress.ts';
import { oneLine } from '../../engine/userError.ts';
import type { Report } from '../../report/report.ts';
import type { CertificateSet } from '../certificates/certificateFile.ts';
import { checkSet } from './checkSet.ts';
import { openSpaceRows } from './openSpaceRows.ts';
import { readCertificates } from './readCertificates.ts';

export interface VerifyOutcome {
  /** True when every certificate holds. */
  readonly holds: boolean;
  /** One sentence in one line: how many hold, or which is the first that does not and why. */
  readonly message: string;
}

const verdictWords = ['inside', 'outside', 'undecided'] as const;

/**
 * Reads certificates and the data they name again, and re-checks every one; for a report, also that its counts are
 * those of the certificates it names. Throws UserError when a file is not what it should be, is missing or has changed.
 */
export async function verifyFile(path: string, progress: ProgressSink): Promise<VerifyOutcome> {
  const { sets, report } = await readCertificates(path);
  const difference = report && countDifference(report, sets);
  if (difference !== undefined) return { holds: false, message: oneLine(difference) };
  for (const set of sets) {
    const broken = await firstBroken(set, progress);
    if (broken !== undefined) return { holds: false, message: oneLine(broken) };
  }
  const certificates = sets.flatMap((set) => set.certificates);
  const undecided = certificates.filter(({ verdict }) => verdict === 'undecided').length;
  const open = undecided === 0 ? '' : ` (${undecided} of them undecided, which claims nothing)`;
  return { holds: true, message: `All ${certificates.length} certificates hold${open}.` };
}

async function firstBroken(
  set: CertificateSet,
  progress: ProgressSink,
): Promise<string | undefined> {
  const { train, test, close } = await openSpaceRows(set, progress);
  try {
    const [first] = await checkSet(set, train, test, progress);
    return (
      first &&
      `The certificate of test row ${first.index} in space ${set.name} does not hold: ${first.reason}.`
    );
  } finally {
    await close();
  }
}

/** A sentence on the first space whose counts in the report are not those of its certificates. */
function countDifference(report: Report, sets: readonly CertificateSet[]): string | undefined {
  for (const { space, hull } of report.extrapolation?.spaces ?? []) {
    const certificates = sets.find(({ name }) => name === space)?.certificates;
    if (!certificates)
      return `The report has verdicts in space ${space}, but no certificates for it.`;
    for (const word of verdictWords) {
      const certified = certificates.filter(({ verdict }) => verdict === word).length;
      if (certified !== hull[word]) {
        return `The report counts ${hull[word]} samples ${word} in space ${space}, its certificates ${certified}.`;
      }
    }
  }
  return undefined;
}
