import { type FileHandle, open } from 'node:fs/promises';
import { UserError } from '../../engine/userError.ts';
import { checkUnchanged } from '../fileStamp.ts';
import { type TensorType } from '../model.ts';
import { orUserError } from '../modelErrors.ts';
import { type TensorProto, TensorProtoSchema } from '../schema/onnx_pb.generated.ts';
import { type FileWindow } from '../wire/fileWindow.ts';
import { MalformedError } from '../wire/malformed.ts';
import { wholeMessage } from '../wire/smallMessage.ts';
import { elementBytes } from './elementType.ts';
import { type ExternalFile, externalFile } from './externalFile.ts';
import { elementCount, type StoredTensor } from './storedTensor.ts';
import { bfloat16ToNumber, float16ToNumber, widener } from './widen.ts';

const blockBytes = 4 * 1024 * 1024;

/** What reading needs of an open model. */
export interface TensorSource {
  readonly path: string;
  readonly handle: FileHandle;
  /** Files of external data as they were when the model was opened, by location. */
  readonly externalFiles: ReadonlyMap<string, ExternalFile>;
  /** The ModelProto: the file's own bytes, or rewritten ones in memory. */
  readonly window: FileWindow;
  readonly isRewritten: boolean;
}

/**
 * All elements of a tensor as float64, row-major; big ones are read in blocks. Throws UserError naming the tensor when
 * its type has no real values, and MalformedError when its bytes disagree with its shape.
 */
export async function readStoredTensor(
  source: TensorSource,
  tensor: StoredTensor,
): Promise<Float64Array> {
  const { ref, storage } = tensor;
  const count = elementCount(ref.shape);
  if (widener(ref.type) === undefined) {
    throw new UserError(
      `${source.path}: tensor "${ref.name}" has the element type ${ref.type}, which cannot be read as real numbers: convert the model to float32.`,
      { code: 'unsupported' },
    );
  }
  switch (storage.kind) {
    case 'inline':
      return Float64Array.from(storage.values);
    case 'raw':
      if (source.isRewritten) {
        const { buffer } = source.window.bytes(
          storage.start,
          storage.start + count * elementBytes(ref.type)!,
        );
        return widened(buffer as ArrayBuffer, count, ref.type);
      }
      return readElements(source.handle, storage.start, count, ref.type);
    case 'original':
      return readElements(source.handle, storage.start, count, ref.type);
    case 'typed':
      return typedValues(
        wholeMessage(source.window, storage.span, TensorProtoSchema),
        ref.type,
        count,
      );
    case 'external': {
      // Checked again here: the file may have been replaced since the model was opened.
      const file = await externalFile(source.path, ref.name, storage.location);
      const opened = source.externalFiles.get(storage.location);
      if (opened) checkUnchanged(file.path, opened.stamp, file.stamp);
      checkExternalBounds(tensor, file.stamp.size);
      const handle = await orUserError(file.path, open(file.path, 'r'));
      try {
        return await readElements(handle, storage.offset, count, ref.type);
      } finally {
        await handle.close();
      }
    }
  }
}

/** Throws MalformedError when an external tensor does not fit the file of `fileBytes` bytes, or disagrees with its shape. */
export function checkExternalBounds({ ref, storage }: StoredTensor, fileBytes: number): void {
  if (storage.kind !== 'external') return;
  const needed = elementCount(ref.shape) * (elementBytes(ref.type) ?? 0);
  if (storage.length !== undefined && storage.length !== needed) {
    throw new MalformedError(
      `tensor "${ref.name}" announces ${String(storage.length)} external bytes where its shape needs ${String(needed)}`,
    );
  }
  if (storage.offset + needed > fileBytes) {
    throw new MalformedError(
      `tensor "${ref.name}" needs bytes beyond the end of "${storage.location}"`,
    );
  }
}

function widened(bytes: ArrayBuffer, count: number, type: TensorType): Float64Array {
  const values = new Float64Array(count);
  widener(type)!(bytes, count, values, 0);
  return values;
}

async function readElements(
  handle: FileHandle,
  start: number,
  count: number,
  type: TensorType,
): Promise<Float64Array> {
  const unit = elementBytes(type)!;
  const widenInto = widener(type)!;
  const values = new Float64Array(count);
  const block = new Uint8Array(Math.min(blockBytes, count * unit));
  const perBlock = blockBytes / unit;
  for (let done = 0; done < count; done += perBlock) {
    const elements = Math.min(perBlock, count - done);
    await readFully(handle, block.subarray(0, elements * unit), start + done * unit);
    widenInto(block.buffer, elements, values, done);
  }
  return values;
}

async function readFully(handle: FileHandle, target: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < target.length;) {
    const { bytesRead } = await handle.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) throw new MalformedError('it became shorter while it was read');
    done += bytesRead;
  }
}

function typedValues(tensor: TensorProto, type: TensorType, count: number): Float64Array {
  const values = typedField(tensor, type);
  if (values.length !== count) {
    throw new MalformedError(
      `tensor "${tensor.name}" holds ${String(values.length)} values where its shape needs ${String(count)}`,
    );
  }
  return values;
}

/** Which typed field carries which element type (onnx.proto, TensorProto); half floats are bit patterns in int32_data. */
function typedField(tensor: TensorProto, type: TensorType): Float64Array {
  switch (type) {
    case 'float32':
      return Float64Array.from(tensor.floatData);
    case 'float64':
      return Float64Array.from(tensor.doubleData);
    case 'int64':
      return Float64Array.from(tensor.int64Data, Number);
    case 'uint32':
    case 'uint64':
      return Float64Array.from(tensor.uint64Data, Number);
    case 'float16':
      return Float64Array.from(tensor.int32Data, float16ToNumber);
    case 'bfloat16':
      return Float64Array.from(tensor.int32Data, bfloat16ToNumber);
    default:
      return Float64Array.from(tensor.int32Data);
  }
}
