import { readFile } from 'node:fs/promises';

/** What the suite in the extension host writes when it is done; the window's console shows only part of it. */
export interface SuiteResults {
  readonly passing: number;
  readonly failing: number;
}

/** The environment variable that names the file for the results. */
export const resultsVariable = 'MODEL_GEOMETRY_TEST_RESULTS';

/** Where the suite writes its report in words, line by line: it tells how far a suite came that left no results. */
export function linesFile(results: string): string {
  return `${results}.txt`;
}

/** Prints the results the suite left and returns the exit code: 0 only when something passed and nothing failed. */
export async function reportResults(file: string, log: string): Promise<number> {
  console.log(await readFile(linesFile(file), 'utf8').catch(() => ''));
  let results: SuiteResults;
  try {
    results = JSON.parse(await readFile(file, 'utf8')) as SuiteResults;
  } catch {
    console.error(
      `The suite came to no end in time. The log of VS Code ends with:\n${log.slice(-4000)}`,
    );
    return 1;
  }
  console.log(`  ${results.passing} passing`);
  if (results.failing > 0) console.log(`  ${results.failing} failing`);
  return results.passing > 0 && results.failing === 0 ? 0 : 1;
}
