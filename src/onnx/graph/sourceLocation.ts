/** A line of the program that a node was exported from. */
export interface SourceLocation {
  /** As the exporter wrote it: a path on the machine that exported. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** Metadata key under which PyTorch's exporter leaves the Python stack of a node, outermost call first. */
export const stackTraceKey = 'pkg.torch.onnx.stack_trace';

const frame = /File "([^"\n]+)", line (\d+)/g;
/** Frames inside installed packages are not what a user wrote. */
const installed = /[\\/](site|dist)-packages[\\/]/;

/** The innermost line of a Python stack that is not of an installed package, else the innermost; `undefined` without any. */
export function sourceLocation(stackTrace: string): SourceLocation | undefined {
  const frames = [...stackTrace.matchAll(frame)].map(([, file, line]) => ({
    file: file,
    line: Number(line),
  }));
  return frames.findLast(({ file }) => !installed.test(file)) ?? frames.at(-1);
}
