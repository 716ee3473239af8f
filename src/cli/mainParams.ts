/** Everything the command line touches of the outside world, apart from files. */
export interface MainParams {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /**
   * From now on the first Ctrl-C calls `listener` instead of ending the process, and a second one ends it. Returns what undoes this.
   * Absent where there is no keyboard.
   */
  readonly onInterrupt?: (listener: () => void) => () => void;
  readonly terminal: {
    /** True where a progress bar can be redrawn. */
    readonly interactive: boolean;
    readonly columns: number;
    readonly colour: boolean;
  };
}
