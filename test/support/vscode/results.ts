import { readFile } from 'node:fs/promises';

/** What the suite in the extension host writes when it is done; the window's console shows only part of it. */
export interface SuiteResults {
  readonly passing: number;
  readonly failing: number;
  /** The report in words, as mocha prints it. */
  readonly lines: readonly string[];
}

/** The environment variable that names the file for the results. */
export const resultsVariable = 'MODEL_GEOMETRY_TEST_RESULTS';

/** Prints the results the suite left and returns the exit code: 0 only when something passed and nothing failed. */
export async function reportResults(file: string, log: string): Promise<number> {
  let results: SuiteResults;
  try {
    results = JSON.parse(await readFile(file, 'utf8')) as SuiteResults;
  } catch {
    console.error(`The suite left no results. The log of VS Code ends with:\n${log.slice(-4000)}`);
    return 1;
  }
  console.log(results.lines.join('\n'));
  console.log(`\n  ${results.passing} passing`);
  if (results.failing > 0) console.log(`  ${results.failing} failing`);
  return results.passing > 0 && results.failing === 0 ? 0 : 1;
}
