import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../engine/userError.ts';
import { linkGraph } from './graph/linkGraph.ts';
import { emptyGraphParts, type GraphParts, readGraphInto } from './graph/readGraph.ts';
import { type Graph, type Model, type TensorRef } from './model.ts';
import {
  FunctionProtoSchema,
  type ModelProto,
  ModelProtoSchema,
} from './schema/onnx_pb.generated.ts';
import { isFloatType } from './tensor/elementType.ts';
import { externalFile } from './tensor/externalFile.ts';
import { checkExternalBounds, readStoredTensor } from './tensor/readStoredTensor.ts';
import { elementCount, type StoredTensor } from './tensor/storedTensor.ts';
import { FileWindow } from './wire/fileWindow.ts';
import { MalformedError } from './wire/malformed.ts';
import { messageSpan, smallMessage } from './wire/smallMessage.ts';

// ModelProto: ir_version 1, producer_name 2, producer_version 3, opset_import 8 are decoded; graph 7 and functions 25 walked.
const modelFields: ReadonlySet<number> = new Set([1, 2, 3, 8]);
const graphField = 7;
const functionField = 25;
const functionNameFields: ReadonlySet<number> = new Set([1, 10]);

/** A protobuf message cannot be larger: lengths are signed 32-bit numbers in its implementations. */
const maxProtobufBytes = 2 ** 31 - 1;

/**
 * Opens an .onnx file: its structure in memory (read without touching the weights), its weights on disk. Close it after use.
 * Throws UserError, one sentence naming the file, when it is missing, no file, empty, larger than protobuf allows, truncated
 * or otherwise not a valid ONNX model, and when its external data is missing or lies outside its folder.
 */
export async function openModel(path: string): Promise<Model> {
  const bytes = await fileSize(path);
  const handle = await orUserError(path, open(path, 'r'));
  try {
    const window = new FileWindow(handle.fd, bytes);
    refuseOtherFormats(path, window);
    const content = readContent(window);
    const externalFiles = await checkExternalFiles(path, content.parts.tensors);
    return new OpenedModel(path, handle, window, content, externalFiles);
  } catch (error) {
    await handle.close();
    throw asUserError(path, error);
  }
}

interface ModelContent {
  readonly header: ModelProto;
  readonly parts: GraphParts;
  readonly graph: Graph;
  readonly functions: ReadonlySet<string>;
}

class OpenedModel implements Model {
  readonly path: string;
  readonly bytes: number;
  readonly producer: string;
  readonly irVersion: number;
  readonly opset: Readonly<Record<string, number>>;
  readonly parameters: number;
  readonly graph: Graph;
  readonly functions: ReadonlySet<string>;
  readonly externalFiles: readonly string[];
  readonly #handle: FileHandle;
  readonly #window: FileWindow;
  readonly #tensors: ReadonlyMap<TensorRef, StoredTensor>;
  #hash: Promise<string> | undefined;
  #closed: Promise<void> | undefined;

  constructor(
    path: string,
    handle: FileHandle,
    window: FileWindow,
    content: ModelContent,
    externalFiles: readonly string[],
  ) {
    const { header, graph, parts } = content;
    this.path = resolve(path);
    this.bytes = window.size;
    this.producer = `${header.producerName} ${header.producerVersion}`.trim();
    this.irVersion = Number(header.irVersion);
    this.opset = Object.fromEntries(
      header.opsetImport.map(({ domain, version }) => [
        domain === 'ai.onnx' ? '' : domain,
        Number(version),
      ]),
    );
    this.parameters = [...graph.initializers.values()]
      .filter((tensor) => isFloatType(tensor.type))
      .reduce((sum, tensor) => sum + elementCount(tensor.shape), 0);
    this.graph = graph;
    this.functions = content.functions;
    this.externalFiles = externalFiles;
    this.#handle = handle;
    this.#window = window;
    this.#tensors = new Map(parts.tensors.map((tensor) => [tensor.ref, tensor]));
  }

  sha256(): Promise<string> {
    this.#hash ??= orUserError(this.path, hashFile(this.path));
    return this.#hash;
  }

  async readTensor(ref: TensorRef): Promise<Float64Array> {
    const tensor = this.#tensors.get(ref);
    if (!tensor) throw new Error(`Tensor "${ref.name}" is not of the model ${this.path}`);
    try {
      return await readStoredTensor(
        { path: this.path, handle: this.#handle, window: this.#window },
        tensor,
      );
    } catch (error) {
      throw asUserError(this.path, error);
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#handle.close();
    return this.#closed;
  }
}

async function orUserError<T>(path: string, access: Promise<T>): Promise<T> {
  try {
    return await access;
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw missing
      ? new UserError(`There is no file ${path}: check the path.`, { code: 'not-found', cause })
      : new UserError(`${path} cannot be opened: check that you may read it.`, { cause });
  }
}

/** Asked before opening: opening a named pipe would wait for a writer. */
async function fileSize(path: string): Promise<number> {
  const found = await orUserError(path, stat(path));
  if (!found.isFile()) throw new UserError(`${path} is not a file: name the .onnx file itself.`);
  if (found.size === 0) throw new UserError(`${path} is empty: export or download it again.`);
  if (found.size > maxProtobufBytes) {
    const gigabytes = (found.size / 2 ** 30).toFixed(1);
    throw new UserError(
      `${path} has ${gigabytes} GB, but an .onnx file ends at 2 GB and keeps larger weights as external data: save it again with save_as_external_data.`,
    );
  }
  return found.size;
}

const gitLfsPrefix = 'version https://git-lfs';

function refuseOtherFormats(path: string, window: FileWindow): void {
  const start = window.bytes(0, Math.min(window.size, gitLfsPrefix.length));
  if (new TextDecoder().decode(start) === gitLfsPrefix) {
    throw new UserError(`${path} is a Git LFS pointer, not the model itself: run "git lfs pull".`);
  }
}

function readContent(window: FileWindow): ModelContent {
  const parts = emptyGraphParts();
  const functions = new Set<string>();
  const whole = { start: 0, end: window.size };
  const header = smallMessage(window, whole, ModelProtoSchema, modelFields, (field) => {
    if (field.number === graphField) readGraphInto(parts, window, messageSpan(field));
    if (field.number === functionField) {
      const { domain, name } = smallMessage(
        window,
        messageSpan(field),
        FunctionProtoSchema,
        functionNameFields,
      );
      functions.add(`${domain}:${name}`);
    }
  });
  if (parts.outputs.length === 0) throw new MalformedError('it holds no graph with an output');
  return { header, parts, graph: linkGraph(parts), functions };
}

/** Locations of all external data, each proved to be readable and long enough before anything relies on it. */
async function checkExternalFiles(
  path: string,
  tensors: readonly StoredTensor[],
): Promise<string[]> {
  const sizes = new Map<string, number>();
  for (const tensor of tensors) {
    const { storage } = tensor;
    if (storage.kind !== 'external') continue;
    let bytes = sizes.get(storage.location);
    if (bytes === undefined) {
      bytes = (await externalFile(path, storage.location)).bytes;
      sizes.set(storage.location, bytes);
    }
    checkExternalBounds(tensor, bytes);
  }
  return [...sizes.keys()];
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function asUserError(path: string, error: unknown): unknown {
  if (!(error instanceof MalformedError)) return error;
  return new UserError(
    `${path} is not a usable ONNX model (${error.message}): export or download it again.`,
    { cause: error },
  );
}
