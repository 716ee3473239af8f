/** One row of the command line's table: what is typed, what must come out. `{tmp}` is a fresh folder. */
export interface CliCase {
  readonly name: string;
  readonly args: readonly string[];
  readonly exit: 0 | 1 | 2;
  /** Every pattern must be found in stdout. */
  readonly out?: readonly RegExp[];
  /** Every pattern must be found in stderr. */
  readonly err?: readonly RegExp[];
  /** Files made in the fresh folder first. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

export const digits = 'media/samples/digits';
export const model = `${digits}/digits.onnx`;
export const train = `${digits}/train.npz#images`;
export const test = `${digits}/test.npz#images`;
export const fixtures = 'test/fixtures/onnx';
