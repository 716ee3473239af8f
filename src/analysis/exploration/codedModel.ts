import { analyseStructure } from '../../onnx/analyseStructure.ts';
import { openModel } from '../../onnx/openModel.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import { patternHash } from '../../engine/regions/patternHash.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import { openFedRows } from '../inputs/fedRows.ts';
import { predictedClasses } from '../predictions.ts';
import type { OutputKind } from '../../report/report.ts';
import { outputKind } from '../outputKind.ts';
import type { Rows } from '../rows.ts';
import { answersOf } from './answersOf.ts';
import { meanOf } from './raster/rasterPixels.ts';
import { SampleFile } from './sampleFile.ts';

/** What a model does at some points. */
export interface CodedPoints {
  /** −1 where the outputs name no class. */
  readonly classes: Int32Array;
  /** Mean of the outputs at each point. */
  readonly means: Float64Array;
  /** Points × 2: a 64-bit hash of the switch codes of all sites. */
  readonly codes: Uint32Array;
}

/** Any model with its samples, as it is run in float32: its classes, and the hard codes of its switches, smooth ones by their sign. */
export class CodedModel extends SampleFile {
  readonly runner: ModelRunner;
  readonly outputs: OutputKind;
  readonly #closing: () => Promise<void>;

  private constructor(
    request: RegionSubjectRequest,
    rows: Rows | undefined,
    runner: ModelRunner,
    outputs: OutputKind,
    close: () => Promise<void>,
  ) {
    super(request, rows);
    this.runner = runner;
    this.outputs = outputs;
    this.#closing = close;
  }

  /** Throws UserError naming the array that does not fit, or why ONNX Runtime cannot run the model. */
  static async open(request: RegionSubjectRequest): Promise<CodedModel> {
    const opened: { close(): Promise<void> }[] = [];
    const close = async (): Promise<void> => {
      for (const part of opened.splice(0).toReversed()) await part.close();
    };
    try {
      const model = await openModel(request.model);
      opened.push(model);
      const { threads } = request;
      const { fed, rows } = await openFedRows(model, request);
      if (rows) opened.push(rows);
      const input = fed.input.name;
      const structure = await analyseStructure(fed.model, { input });
      const runner = await createRunner(fed.model, {
        structure,
        input,
        ...(rows && { sampleShape: rows.shape }),
        ...(threads !== undefined && { threads }),
        taps: structure.sites.map((site) => ({ site, counts: false, codes: true })),
        values: [],
        logits: true,
      });
      opened.push(runner);
      const answers = await answersOf(rows, request);
      const kind = outputKind(fed.model, structure, runner.logitShape, answers);
      return new CodedModel(request, rows, runner, kind, close);
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** Class and switch codes at each of `count` points, row-major. */
  async run(points: Float32Array, count: number): Promise<CodedPoints> {
    const { logits, sites } = await this.runner.run(points, count);
    const { logitWidth } = this.runner;
    const classes =
      this.outputs === 'numbers'
        ? new Int32Array(count).fill(-1)
        : predictedClasses(logits!, logitWidth);
    const means = Float64Array.from({ length: count }, (_, row) =>
      meanOf(logits!.subarray(row * logitWidth, (row + 1) * logitWidth)),
    );
    const codes = new Uint32Array(2 * count);
    const words = new Uint32Array(2 * sites.length);
    for (let row = 0; row < count; row++) {
      for (const [i, { codes: own }] of sites.entries()) {
        const width = (own?.length ?? 0) / count;
        if (own) patternHash(own, row * width, width, words.subarray(2 * i, 2 * i + 2));
      }
      patternHash(words, 0, words.length, codes.subarray(2 * row, 2 * row + 2));
    }
    return { classes, means, codes };
  }

  close(): Promise<void> {
    return this.#closing();
  }
}
