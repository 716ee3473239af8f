/** Ways to set off text in a terminal. */
export interface TerminalStyle {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
}

const escape = '\u001b[';

function styled(on: number, off: number): (text: string) => string {
  return (text) => `${escape}${on}m${text}${escape}${off}m`;
}

const plain = (text: string): string => text;

/** ANSI sequences, or nothing at all where the output is no colour terminal. */
export function terminalStyle(colour: boolean): TerminalStyle {
  if (!colour) return { bold: plain, dim: plain, red: plain, yellow: plain, blue: plain };
  return {
    bold: styled(1, 22),
    dim: styled(2, 22),
    red: styled(31, 39),
    yellow: styled(33, 39),
    blue: styled(34, 39),
  };
}
