import { createHash } from 'node:crypto';
import { type FileHandle, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { checkUnchanged, type FileStamp } from './fileStamp.ts';
import { type Graph, type GraphEdit, type Model, type TensorRef } from './model.ts';
import { type ModelContent, readModelContent } from './modelContent.ts';
import { asUserError, orUserError } from './modelErrors.ts';
import { slimModel } from './rewriting/slimModel.ts';
import { ModelProtoSchema } from './schema/onnx_pb.generated.ts';
import { isFloatType, isQuantisedType } from './tensor/elementType.ts';
import { type ExternalFile } from './tensor/externalFile.ts';
import { readStoredTensor } from './tensor/readStoredTensor.ts';
import { elementCount, type StoredTensor } from './tensor/storedTensor.ts';
import { FileWindow } from './wire/fileWindow.ts';

/** Beyond this many bytes a file is not read into memory for the runtime, which maps its weights instead. */
const mappedBytes = 32 * 1024 * 1024;

/** The file behind a model and all models rewritten from it. */
export interface ModelFile {
  /** Absolute path as asked for. */
  readonly path: string;
  readonly handle: FileHandle;
  /** As it was opened. */
  readonly stamp: FileStamp;
  /** Files of external data as they were then, by their location. */
  readonly externalFiles: ReadonlyMap<string, ExternalFile>;
  /** Folder of its external data, free of links. */
  readonly dataFolder: string;
  /** Its own name in that folder; `undefined` where only a link to it stands there, which the runtime would refuse. */
  readonly ownLocation: string | undefined;
}

/** {@link Model} on an open file, or on bytes rewritten from it. */
export class OpenedModel implements Model {
  readonly path: string;
  readonly bytes: number;
  readonly producer: string;
  readonly irVersion: number;
  readonly opset: Readonly<Record<string, number>>;
  readonly parameters: number;
  readonly graph: Graph;
  readonly functions: ReadonlySet<string>;
  readonly externalFiles: readonly string[];
  readonly dataFolder: string;
  readonly #file: ModelFile;
  readonly #window: FileWindow;
  readonly #tensors: ReadonlyMap<TensorRef, StoredTensor>;
  readonly #isRewritten: boolean;
  #encoded: Uint8Array | undefined;
  #hash: Promise<string> | undefined;

  /** `rewritten` takes the place of the file's own bytes. */
  constructor(file: ModelFile, content: ModelContent, window: FileWindow, rewritten?: Uint8Array) {
    const { header, graph } = content;
    this.path = file.path;
    this.bytes = file.stamp.size;
    this.producer = `${header.producerName} ${header.producerVersion}`.trim();
    this.irVersion = Number(header.irVersion);
    this.opset = Object.fromEntries(
      header.opsetImport.map(({ domain, version }) => [
        domain === 'ai.onnx' ? '' : domain,
        Number(version),
      ]),
    );
    this.parameters = [...graph.initializers.values()]
      .filter(isParameter)
      .reduce((sum, tensor) => sum + elementCount(tensor.shape), 0);
    this.graph = graph;
    this.functions = content.functions;
    this.externalFiles = [...file.externalFiles.keys()];
    this.dataFolder = file.dataFolder;
    this.#file = file;
    this.#window = window;
    this.#encoded = rewritten;
    this.#isRewritten = rewritten !== undefined;
    const located = this.#isRewritten ? original(file.ownLocation) : sameTensor;
    this.#tensors = new Map(content.tensors.map((tensor) => [tensor.ref, located(tensor)]));
  }

  encoded(): Uint8Array | undefined {
    if (this.#encoded) return this.#encoded;
    const { ownLocation } = this.#file;
    if (this.bytes < mappedBytes || ownLocation === undefined) return undefined;
    this.#encoded = toBinary(ModelProtoSchema, slimModel(this.#window, ownLocation));
    return this.#encoded;
  }

  content(): FileWindow {
    const encoded = this.encoded();
    return encoded
      ? new FileWindow(encoded, encoded.length)
      : new FileWindow(this.#file.handle.fd, this.bytes);
  }

  async checkUnchanged(): Promise<void> {
    const { stamp, externalFiles, dataFolder, ownLocation } = this.#file;
    await this.#checkOwnUnchanged();
    for (const { path, stamp: opened } of externalFiles.values()) {
      checkUnchanged(path, opened, await orUserError(path, stat(path)));
    }
    // The runtime finds the weights of a large file by its name, under which another may stand by now.
    if (this.bytes < mappedBytes || ownLocation === undefined) return;
    const path = join(dataFolder, ownLocation);
    checkUnchanged(path, stamp, await orUserError(path, stat(path)));
  }

  async #checkOwnUnchanged(): Promise<void> {
    const { handle, stamp } = this.#file;
    checkUnchanged(this.path, stamp, await orUserError(this.path, handle.stat()));
  }

  edited(edit: GraphEdit): Model {
    try {
      const proto = slimModel(this.#window, this.#isRewritten ? undefined : this.#file.ownLocation);
      edit(proto);
      const rewritten = toBinary(ModelProtoSchema, proto);
      const window = new FileWindow(rewritten, rewritten.length);
      return new OpenedModel(this.#file, readModelContent(window), window, rewritten);
    } catch (error) {
      throw asUserError(this.path, error);
    }
  }

  sha256(): Promise<string> {
    this.#hash ??= orUserError(this.path, this.#hashFile());
    return this.#hash;
  }

  async readTensor(ref: TensorRef): Promise<Float64Array> {
    const tensor = this.#tensors.get(ref);
    if (!tensor) throw new Error(`Tensor "${ref.name}" is not of the model ${this.path}`);
    const source = {
      path: this.path,
      handle: this.#file.handle,
      externalFiles: this.#file.externalFiles,
      window: this.#window,
      isRewritten: this.#isRewritten,
    };
    const values = await orUserError(this.path, readStoredTensor(source, tensor));
    await this.#checkOwnUnchanged();
    return values;
  }

  async #hashFile(): Promise<string> {
    const hash = createHash('sha256');
    const stream = this.#file.handle.createReadStream({ start: 0, autoClose: false });
    for await (const chunk of stream) hash.update(chunk as Buffer);
    await this.#checkOwnUnchanged();
    return hash.digest('hex');
  }

  close(): Promise<void> {
    return this.#file.handle.close();
  }
}

/** Numbers of the network; quantised ones have rows and columns, which tells them from zero points. */
function isParameter({ type, shape }: TensorRef): boolean {
  return isFloatType(type) || (isQuantisedType(type) && shape.length > 1);
}

const sameTensor = (tensor: StoredTensor): StoredTensor => tensor;

/** Tensors that a rewritten graph keeps in the file it was made from, by their place in that file. */
const original =
  (ownLocation: string | undefined) =>
  (tensor: StoredTensor): StoredTensor => {
    const { ref, storage } = tensor;
    return storage.kind === 'external' && storage.location === ownLocation
      ? { ref, storage: { kind: 'original', start: storage.offset } }
      : tensor;
  };
