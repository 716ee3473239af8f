/** Exit codes of every command (report-contract.md). */
export const exitCodes = {
  fine: 0,
  /** A `--fail-on` rule fired, or a certificate does not hold. */
  gateFired: 1,
  couldNotRun: 2,
  /** Ctrl-C: what there was by then has been printed. */
  interrupted: 130,
} as const;
