import { basename } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import { type Model } from '../model.ts';

/** What ONNX Runtime says for a cause a user can do something about, and what to tell them. */
const known: readonly (readonly [pattern: RegExp, advice: (match: RegExpMatchArray) => string])[] =
  [
    [
      /(\S+?)\((-?\d+)\) is not a registered function\/op/,
      (match) =>
        `it uses the operator ${match[1]!}, which ONNX Runtime does not have; export the model with standard operators`,
    ],
    [
      /In Node, \("([^"]*)"[\s\S]*No Op registered for (\S+) with domain_version of (\d+)/,
      (match) =>
        `node "${match[1]!}" is a ${match[2]!}, which operator set ${match[3]!} does not have; check its name and the model's operator set`,
    ],
    [
      /Could not find an implementation for (\S+?)\((\d+)\) node with name '([^']*)'/,
      (match) =>
        `ONNX Runtime has no CPU kernel for ${match[1]!} (operator set ${match[2]!}) with this element type at node "${match[3]!}"; export it as float32`,
    ],
    [
      /Opset (\d+) is under development|opset (\d+)/,
      (match) =>
        `its operator set ${match[1] ?? match[2]!} is newer than this ONNX Runtime; export it with an older one`,
    ],
    [
      /external (data|initializer)/i,
      () => 'its external data is missing or too short; put the weight files beside the model',
    ],
    [
      /Protobuf parsing failed/,
      () => 'its bytes are not a valid ONNX model; export or download it again',
    ],
  ];

/** First operator set of the standard domain that ONNX Runtime supports. */
const firstOpset = 7;

/** One sentence that names the model, for an error of ONNX Runtime while it tries to `load` or `run` the model. */
export function sessionError(model: Model, action: 'load' | 'run', cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const opset = model.opset[''];
  if (opset !== undefined && opset < firstOpset) {
    const advice = `its operator set ${String(opset)} is older than ${String(firstOpset)}, the first that ONNX Runtime has kernels for; convert it (onnx.version_converter) or export it again`;
    return failure(model, action, advice, cause);
  }
  const text = cause instanceof Error ? cause.message : String(cause);
  for (const [pattern, advice] of known) {
    const match = pattern.exec(text);
    if (match) return failure(model, action, advice(match), cause);
  }
  const firstLine = text.split('\n', 1)[0]!.trim().replace(/\.+$/, '');
  return failure(model, action, `ONNX Runtime says: ${firstLine}`, cause);
}

function failure(model: Model, action: string, reason: string, cause: unknown): UserError {
  const message = `Cannot ${action} ${basename(model.path)}: ${reason}.`;
  return new UserError(message, { code: 'unsupported', cause });
}
