import { UserError } from '../../engine/userError.ts';
import { cpuSession } from '../cpuSession.ts';
import { type InferenceSession, ort } from '../ort.ts';

/** A session for a model of ours in float64. Throws UserError when ONNX Runtime cannot compute it. */
export async function openSession(
  bytes: Uint8Array,
  threads: number | undefined,
): Promise<InferenceSession> {
  try {
    return await ort().InferenceSession.create(bytes, cpuSession(threads));
  } catch (cause) {
    throw new UserError(
      'ONNX Runtime cannot compute this model in float64, so its exact regions are not available.',
      { code: 'unsupported', cause },
    );
  }
}
