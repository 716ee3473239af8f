import { UserError } from '../../engine/userError.ts';
import { type InferenceSession, ort } from '../ort.ts';

/** A session for a model of ours in float64. Throws UserError when ONNX Runtime cannot compute it. */
export async function openSession(
  bytes: Uint8Array,
  threads: number | undefined,
): Promise<InferenceSession> {
  try {
    return await ort().InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      logSeverityLevel: 3,
      // Sessions run one after another: threads that spin in one would slow down the next.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    });
  } catch (cause) {
    throw new UserError(
      'ONNX Runtime cannot compute this model in float64, so its exact regions are not available.',
      { code: 'unsupported', cause },
    );
  }
}
