import { type InferenceSession, type Tensor } from '../ort.ts';

/** ONNX Runtime's JavaScript looks each asked name up in the list of all outputs: beyond this many, that takes longer than the run. */
const mostNames = 256;

/** Runs a session for (at least) the named outputs; so many names are not worth naming, and every output is made. */
export async function runFetching(
  session: InferenceSession,
  feeds: InferenceSession.OnnxValueMapType,
  names: readonly string[],
): Promise<Readonly<Record<string, Tensor>>> {
  const results =
    names.length > mostNames ? await session.run(feeds) : await session.run(feeds, names);
  return results as Record<string, Tensor>;
}
