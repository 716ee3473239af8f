import { isOver, type ProgressSink } from '../../engine/progress.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import { UserError } from '../../engine/userError.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import { NonFiniteError } from '../../onnx/runner/checkFinite.ts';
import type { ModelRunner, SiteLayout, SiteTap } from '../../onnx/runner.ts';
import { countsActivity } from '../../onnx/structure.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import { findFindings } from '../../report/findings/findFindings.ts';
import {
  type HyperplanesSection,
  type NumericsSection,
  type RegionsSection,
  type Report,
  type ReportPart,
  reportParts,
} from '../../report/report.ts';
import { type Activations, collectActivations, topSamples } from '../collectActivations.ts';
import { checkTargets, withWholeTargets } from '../predictionErrors.ts';
import { accuracyOf, classLimits } from '../predictions.ts';
import type { SampleSet } from '../samples.ts';
import { resolveSpaces, type Space } from '../spaces.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { version } from '../version.ts';
import { Census } from './census.ts';
import { withCertifiedActivity } from './certifiedActivity.ts';
import { extrapolationSection } from './extrapolationSection.ts';
import { estimatedLimits, hyperplanesSection } from './hyperplanesSection.ts';
import { NearestPatterns } from './nearestPatterns.ts';
import { withNullModels } from './nullModels.ts';
import { numericsSection } from './numerics.ts';
import { activationSet, regionSet, type Sides } from './openSides.ts';
import { regionMeasures, type RegionSubject } from './regionMeasures.ts';
import { regionsSection } from './regionsSection.ts';
import { modelSection, type Subject } from './subject.ts';
import { withUnitDetails } from './units/withUnitDetails.ts';
import { type WeightGeometry, weightGeometry } from './weightGeometry.ts';

/** What running the sets left behind; `census` is absent when no statistics can be had. */
interface Outcome {
  readonly passes: ReadonlyMap<SampleSet, Activations>;
  readonly census?: Census;
  readonly nearest?: NearestPatterns | undefined;
  /** Where the range of numbers is to be looked at. */
  readonly look?: NumericsLook;
}

interface NumericsLook {
  readonly set: SampleSet;
  /** A row known to give a value that is not finite. */
  readonly firstBad?: number;
}

/** A report before the look at the range of numbers and the findings. */
type Measured = Omit<Report, 'numerics' | 'timings' | 'findings'>;

/** Layers of more units are described as a whole: their units one by one would outweigh the report. */
const mostDetailedUnits = 4096;

const endedEarly = {
  op: '',
  node: '',
  effect:
    'the run was ended early: verdicts that were not reached count as undecided, and what takes longer is left out',
};

const nothingRun: Outcome = { passes: new Map() };

/** One run over one model and its data. */
export class Diagnosis {
  readonly #subject: Subject;
  #sides: Sides;
  readonly #request: DiagnoseRequest;
  readonly #progress: ProgressSink;
  readonly #watch: Stopwatch;
  readonly #parts: ReadonlySet<ReportPart>;
  readonly #spaces: readonly Space[];
  readonly #product: OnnxMatrixProduct;

  constructor(
    subject: Subject,
    sides: Sides,
    request: DiagnoseRequest,
    progress: ProgressSink,
    watch: Stopwatch,
  ) {
    this.#subject = subject;
    this.#sides = sides;
    this.#request = request;
    this.#progress = progress;
    this.#watch = watch;
    this.#parts = new Set(request.parts ?? reportParts);
    const { threads } = request;
    this.#product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
    const compares = this.#parts.has('extrapolation') && sides.train && sides.test;
    const { sampleShape } = sides;
    this.#spaces = compares ? resolveSpaces(request.spaces, subject.structure, sampleShape) : [];
  }

  async run(): Promise<Report> {
    try {
      return await this.#run();
    } finally {
      await this.#product.close();
    }
  }

  async #run(): Promise<Report> {
    const geometry = await this.#readWeights();
    const taps = this.#taps(geometry);
    const { measured, look } = await this.#measure(geometry, taps);
    // Only now, with the runner closed: each holds the model once, and of a large one memory may have room for one.
    const numerics = look && (await this.#numerics(look));
    const report = {
      ...measured,
      ...(numerics && { numerics }),
      timings: this.#watch.timings(),
    };
    return { ...report, findings: findFindings(report, this.#request.thresholds) };
  }

  async #measure(
    geometry: readonly WeightGeometry[],
    taps: readonly SiteTap[],
  ): Promise<{ readonly measured: Measured; readonly look: NumericsLook | undefined }> {
    const runner = await this.#runnerWhereNeeded(taps);
    try {
      const outcome = runner ? await this.#runSets(runner) : nothingRun;
      return {
        measured: await this.#assemble(geometry, taps, runner, outcome),
        look: outcome.look,
      };
    } finally {
      await runner?.close();
    }
  }

  /** `undefined`, with a limit that says why, for a model that cannot be run when only its weights were sure to be had. */
  async #runnerWhereNeeded(taps: readonly SiteTap[]): Promise<ModelRunner | undefined> {
    try {
      return await this.#watch.stage(
        'session',
        () => this.#createRunner(taps),
        'Preparing the model',
      );
    } catch (error) {
      const { train, test } = this.#sides;
      const weightsSuffice = !train && !test && this.#parts.has('hyperplanes');
      if (!weightsSuffice || !(error instanceof UserError) || error.code !== 'unsupported') {
        throw error;
      }
      const effect = `only its weights are described, because it was not run: ${error.message}`;
      // First, because it is why most of the report is missing, and summaries show the first few.
      this.#subject.limits.unshift({ op: '', node: '', effect });
      return undefined;
    }
  }

  async #readWeights(): Promise<readonly WeightGeometry[]> {
    if (!this.#parts.has('hyperplanes')) return [];
    const { model, structure, limits } = this.#subject;
    const { geometry, limits: unread } = await this.#watch.stage('weights', () =>
      weightGeometry(model, structure.layers, {
        seed: this.#request.seed ?? 0,
        product: this.#product,
        progress: this.#progress,
      }),
    );
    limits.push(...unread, ...estimatedLimits(geometry));
    return geometry;
  }

  #taps(geometry: readonly WeightGeometry[]): SiteTap[] {
    const hyperplanes = this.#parts.has('hyperplanes');
    const regions = this.#parts.has('regions');
    if (!hyperplanes && !regions) return [];
    return this.#subject.structure.sites.map((site) => {
      const owner = geometry.find(({ layer }) => layer.site === site);
      return {
        site,
        counts: countsActivity(site),
        codes: regions,
        positions: hyperplanes && owner !== undefined,
        ...(owner && { inverseNorms: owner.inverseNorms }),
        ...(owner && owner.layer.units <= mostDetailedUnits && { extremes: topSamples }),
      };
    });
  }

  get #valueNames(): string[] {
    return this.#spaces.flatMap((space) => (space.kind === 'value' ? [space.value] : []));
  }

  async #createRunner(taps: readonly SiteTap[]): Promise<ModelRunner> {
    const { model, structure, input, unrunnable } = this.#subject;
    if (unrunnable) throw unrunnable;
    const { sampleShape } = this.#sides;
    const { threads } = this.#request;
    if (!sampleShape) {
      throw new UserError(
        `Input "${input.name}" of ${model.path} leaves dimensions open (${(input.shape ?? []).join('×')}); give data, which fixes them.`,
        { code: 'unsupported' },
      );
    }
    const runner = await createRunner(model, {
      structure,
      input: input.name,
      sampleShape,
      ...(threads !== undefined && { threads }),
      taps,
      values: this.#valueNames,
      logits: true,
    });
    if (runner.inputLength === sampleShape.reduce((product, size) => product * size, 1)) {
      this.#subject.limits.push(...classLimits(runner.logitShape));
      const { sides, limits } = withWholeTargets(this.#sides, this.#subject, runner.logitWidth);
      this.#sides = sides;
      this.#subject.limits.push(...limits);
      checkTargets(sides, this.#subject, runner.logitWidth);
      return runner;
    }
    await runner.close();
    throw new UserError(
      `${model.path} mixes the rows of its input "${input.name}" (${runner.inputShape.join('×')}), so nothing can be said of single samples: export the part that treats each sample on its own.`,
      { code: 'unsupported' },
    );
  }

  async #assemble(
    geometry: readonly WeightGeometry[],
    taps: readonly SiteTap[],
    runner: ModelRunner | undefined,
    { passes, census, nearest }: Outcome,
  ): Promise<Measured> {
    const hyperplanes = this.#parts.has('hyperplanes')
      ? await this.#hyperplanes(
          geometry,
          taps,
          census && passes.get(activationSet(this.#sides)),
          runner?.siteLayouts ?? [],
        )
      : null;
    const regions =
      this.#parts.has('regions') && census && runner
        ? await this.#regions(
            regionsSection(
              taps,
              runner,
              census.of(runner),
              passes.get(regionSet(this.#sides))!,
              this.#subject.structure.piecewiseLinear,
            ),
            { taps, runner, nearest },
          )
        : null;
    const extrapolation = await this.#extrapolation(passes);
    if (isOver(this.#progress)) this.#subject.limits.push(endedEarly);
    return {
      schemaVersion: 1,
      generator: { name: 'model-geometry', version },
      seed: this.#request.seed ?? 0,
      model: await modelSection(this.#subject, runner?.batching ?? null),
      data: {
        train: sectionOf(this.#sides.train, passes),
        test: sectionOf(this.#sides.test, passes),
      },
      hyperplanes,
      regions,
      extrapolation,
    };
  }

  async #hyperplanes(
    geometry: readonly WeightGeometry[],
    taps: readonly SiteTap[],
    activations: Activations | undefined,
    siteLayouts: readonly SiteLayout[],
  ): Promise<HyperplanesSection> {
    const measured = hyperplanesSection(geometry, taps, activations);
    const section = { ...measured, layers: measured.layers.map(withNullModels) };
    if (!activations) return section;
    const subject = this.#subject;
    const certified = await this.#watch.stage('bounds', () =>
      withCertifiedActivity(section, subject, activations.samples, this.#request.threads),
    );
    return this.#watch.stage('units', () =>
      withUnitDetails(certified, { subject, geometry, taps, activations, siteLayouts }),
    );
  }

  #regions(
    section: RegionsSection,
    run: Pick<RegionSubject, 'taps' | 'runner' | 'nearest'>,
  ): Promise<RegionsSection> {
    return regionMeasures(
      { section, subject: this.#subject, sides: this.#sides, request: this.#request, ...run },
      { progress: this.#progress, watch: this.#watch },
    );
  }

  /** The sets some part needs, training rows first: they are the reference of patterns. */
  #setsToRun(): SampleSet[] {
    const { train, test, random } = this.#sides;
    const hyperplanesAlone = this.#parts.has('hyperplanes') && this.#parts.size === 1;
    const sets = hyperplanesAlone ? [activationSet(this.#sides)] : [train, test, random];
    return sets.flatMap((set) => (set ? [set] : []));
  }

  /** Runs every set. Where a sample makes NaN or an infinity there are no statistics, only the place and the samples. */
  async #runSets(runner: ModelRunner): Promise<Outcome> {
    const census = new Census(regionSet(this.#sides), this.#subject);
    const nearest = await this.#nearestPatterns(runner);
    const passes = new Map<SampleSet, Activations>();
    for (const set of this.#setsToRun()) {
      try {
        passes.set(set, await this.#pass(set, runner, { census, nearest }));
      } catch (error) {
        if (!(error instanceof NonFiniteError) || !this.#parts.has('hyperplanes')) throw error;
        const effect = `only its weights are described: ${error.message}`;
        this.#subject.limits.unshift({ op: '', node: '', effect });
        return { ...nothingRun, look: { set, firstBad: error.row } };
      }
    }
    if (!this.#parts.has('hyperplanes')) return { passes, census, nearest };
    return { passes, census, nearest, look: { set: activationSet(this.#sides) } };
  }

  #numerics({ set, firstBad }: NumericsLook): Promise<NumericsSection | undefined> {
    return this.#watch.stage(
      'numerics',
      () => numericsSection(this.#subject, set, this.#request, firstBad),
      'Looking at the range of numbers',
    );
  }

  /** Only where both sides are there and patterns are asked for. */
  async #nearestPatterns(runner: ModelRunner): Promise<NearestPatterns | undefined> {
    const { train, test } = this.#sides;
    if (!train || !test || !this.#parts.has('regions')) return undefined;
    const { seed = 0 } = this.#request;
    return NearestPatterns.open({ subject: this.#subject, train, test, runner, seed });
  }

  #pass(
    set: SampleSet,
    runner: ModelRunner,
    { census, nearest }: { readonly census: Census; readonly nearest: NearestPatterns | undefined },
  ): Promise<Activations> {
    return this.#watch.stage(`activations:${set.set}`, () =>
      collectActivations(
        runner,
        set,
        this.#progress,
        (codes, rows, firstRow) => {
          census.add(set, runner, codes, rows, firstRow);
          if (set === this.#sides.train) nearest?.add(codes, rows, firstRow);
        },
        this.#request.held,
      ),
    );
  }

  async #extrapolation(
    passes: ReadonlyMap<SampleSet, Activations>,
  ): Promise<Report['extrapolation']> {
    if (!this.#parts.has('extrapolation')) return null;
    const { train, test } = this.#sides;
    if (!train || !test || passes.size === 0) return { spaces: [], samples: [] };
    this.#progress.endable?.();
    return extrapolationSection({
      subject: this.#subject,
      request: this.#request,
      train,
      test,
      spaces: this.#spaces,
      valueNames: this.#valueNames,
      trainActivations: passes.get(train),
      testActivations: passes.get(test),
      product: this.#product,
      progress: this.#progress,
      watch: this.#watch,
    });
  }
}

function sectionOf(
  set: SampleSet | undefined,
  passes: ReadonlyMap<SampleSet, Activations>,
): Report['data']['train'] {
  if (!set?.section) return null;
  const classes = passes.get(set)?.classes;
  const accuracy = classes && set.labels ? accuracyOf(classes, set.labels) : null;
  const { errors } = passes.get(set) ?? {};
  return {
    ...set.section,
    ...(accuracy !== null && { accuracy }),
    ...(errors && { error: summarise(errors) }),
  };
}
