import type { ExplorerScene, SliceQueries } from '../../../src/protocol/explorer.ts';
import type { SliceCell, SliceSummary, SliceVectors } from '../../../src/protocol/slice.ts';
import { formatCount } from '../../../src/report/format.ts';
import { element } from '../../dom.ts';
import { ViewStateStore } from '../../viewState.ts';
import { DataTable } from '../../views/dataTable.ts';
import type { ExplorerHost, RefusedError } from '../explorerHost.ts';
import { localMapView } from '../neighbourhood/localMapView.ts';
import { noSamples } from '../noSamples.ts';
import { SampleSlots } from '../sampleSlots.ts';
import { setChooser } from '../setChooser.ts';
import { showExplorer } from '../showExplorer.ts';
import type { StatusLine } from '../statusLine.ts';
import { cellText, cellView } from './cellView.ts';
import { codesView, figuresView } from './figuresView.ts';
import { othersTable } from './othersTable.ts';
import { firstChoice, type SliceChoice } from './sliceChoice.ts';
import { sliceLegend } from './sliceLegend.ts';
import { SliceSource } from './sliceSource.ts';
import { SliceStage } from './sliceStage.ts';
import { sliceToolbar } from './sliceToolbar.ts';
import { areaOf, isInside } from './viewport.ts';

/** A view that has rested this long is drawn anew … */
const drawDelayMs = 80;
/** … and one that left what was cut is cut anew. */
const cutDelayMs = 300;
/** Of an incomplete partition a view this much smaller than its window may come out complete. */
const worthCutting = 0.5;

/** Shows the slice explorer on a page and keeps it up to date with its host. */
export function showSlice(body: HTMLElement, host: ExplorerHost<SliceQueries>): void {
  showExplorer(body, host, 'explorer', (scene, status) => {
    const choice = firstChoice(scene, host.getState());
    return new SlicePage(host, status, scene, choice).nodes;
  });
}

/** One plane: the choice of samples, the drawing and what is known of it. */
class SlicePage {
  readonly nodes: readonly HTMLElement[];
  readonly #host: ExplorerHost<SliceQueries>;
  readonly #status: StatusLine;
  readonly #source: SliceSource;
  readonly #stage: SliceStage;
  readonly #legend = element('div');
  readonly #figures = element('section', { attributes: { 'aria-label': 'Figures of the window' } });
  readonly #cell = element('section', { attributes: { 'aria-label': 'Region' } });
  readonly #map = element('section', { attributes: { 'aria-label': 'Map of a region' } });
  readonly #said = element('p', {
    class: 'visually-hidden',
    attributes: { 'aria-live': 'polite' },
  });
  readonly #others = element('div');
  readonly #edgeNote = element('p', { class: 'muted small' });
  #choice: SliceChoice;
  #summary: SliceSummary | null = null;
  /** The model has no exact regions, and the reader wants to see where its switch codes change. */
  #isHeuristic = false;
  #timers: number[] = [];

  constructor(
    host: ExplorerHost<SliceQueries>,
    status: StatusLine,
    scene: ExplorerScene,
    choice: SliceChoice,
  ) {
    this.#host = host;
    this.#status = status;
    this.#choice = choice;
    this.#source = new SliceSource(host, choice, {
      onDrawing: (drawing) => {
        this.#stage.drawing = drawing;
        this.#legend.replaceChildren(sliceLegend(drawing.raster.legend));
        this.#edgeNote.textContent = drawing.vectors ? edgeText(drawing.vectors) : '';
      },
      onCell: (cell) => this.#showCell(cell),
      onRefused: (error) => this.#refused(error),
    });
    this.#stage = new SliceStage(choice, {
      onView: () => this.#viewChanged(),
      onPoint: (u, v) => {
        if (this.#summary) this.#source.locate(u, v);
      },
      onPick: (u, v) => {
        if (this.#summary) void this.#showMap(u, v);
      },
    });
    this.nodes = this.#layout(scene);
    this.#showCell(null);
    void this.#cut(null, false);
  }

  #layout(scene: ExplorerScene): HTMLElement[] {
    const { set, samples } = this.#choice;
    const slots = set === null ? noSamples(this.#host) : this.#slots(set, samples).node;
    const onSet = (chosen: 'train' | 'test'): void => this.#reopen({ set: chosen }, scene);
    const title = element('h1', { text: `2-D slice of ${scene.model}` });
    const toolbar = sliceToolbar(this.#choice, {
      onChoice: (change) => this.#choose(change),
      onZoom: (factor) => this.#stage.zoom(factor),
      onReset: () => this.#showAll(),
      onMargin: (margin) => {
        this.#choose({ margin });
        void this.#cut(null, false);
      },
      onRefine: () => void this.#cut(this.#stage.view, true),
      onSave: (format) => void this.#save(format),
    });
    const sets = setChooser(scene.sets, set, onSet);
    return [
      element('header', {}, element('div', { class: 'title-row' }, title, ...sets), slots, toolbar),
      element('div', { class: 'stage-column' }, this.#stage.node, this.#edgeNote),
      element(
        'aside',
        {},
        element('div', {}, this.#legend, this.#figures),
        element('div', {}, this.#cell, this.#map, this.#others, this.#said),
      ),
    ];
  }

  #slots(set: 'train' | 'test', samples: SliceChoice['samples']): SampleSlots {
    return new SampleSlots(this.#host, {
      names: ['A', 'B', 'C'],
      set,
      samples,
      onChange: ([a = 0, b = 1, c = 2]) => {
        this.#choose({ samples: [a, b, c] });
        void this.#cut(null, false);
      },
      onRefused: (message) => this.#status.refuse(message),
    });
  }

  /** Another set has other samples: the page starts anew with the first three. */
  #reopen(change: Partial<SliceChoice>, scene: ExplorerScene): void {
    const choice: SliceChoice = { ...this.#choice, ...change, samples: [0, 1, 2] };
    this.#host.setState(choice);
    const page = new SlicePage(this.#host, this.#status, scene, choice);
    this.nodes[0]?.parentElement?.replaceChildren(...page.nodes);
  }

  #choose(change: Partial<SliceChoice>): void {
    this.#choice = { ...this.#choice, ...change };
    this.#host.setState(this.#choice);
    this.#source.choice = this.#choice;
    this.#stage.choice = this.#choice;
    if ('colouring' in change) this.#draw();
    if ('others' in change) void this.#showOthers();
  }

  async #cut(window: SliceSummary['window'] | null, stays: boolean): Promise<void> {
    this.#stopTimers();
    if (this.#isHeuristic) return this.#look(window);
    const summary = await this.#source.cut(window);
    if (!summary) return;
    this.#status.clear();
    this.#summary = summary;
    this.#figures.replaceChildren(element('h2', { text: 'This window' }), ...figuresView(summary));
    this.#map.replaceChildren();
    this.#stage.show(summary, stays);
    this.#draw();
    if (!stays) await this.#showOthers();
  }

  /** Offers the last window once more, or, of a model without exact regions, a heuristic look. */
  #refused({ message, unsupported }: RefusedError): void {
    const again = (): void => void this.#cut(this.#source.window, this.#summary !== null);
    const look = (): void => {
      this.#isHeuristic = true;
      again();
    };
    const canLook = unsupported && !this.#isHeuristic && this.#choice.set !== null;
    const remedy = canLook
      ? { label: 'Show switch codes (heuristic)', run: look }
      : { label: 'Try again', run: again };
    this.#status.refuse(message, remedy);
  }

  /** The heuristic counterpart of {@link SlicePage.#cut}. */
  async #look(view: SliceSummary['window'] | null): Promise<void> {
    const codes = await this.#source.codes(view);
    if (!codes) return;
    this.#status.clear();
    this.#figures.replaceChildren(element('h2', { text: 'This view' }), ...codesView(codes));
    this.#stage.show(codes, view !== null);
    const { raster, changes } = codes;
    this.#stage.drawing = { view: view ?? codes.window, raster, vectors: null, changes };
    this.#legend.replaceChildren(sliceLegend(raster.legend));
  }

  /** Back to the plane's own window. */
  #showAll(): void {
    this.#stage.reset();
    void this.#cut(null, false);
  }

  #draw(): void {
    if (!this.#summary) return;
    const side = this.#stage.rasterSide;
    this.#source.draw(this.#stage.view, side, side);
  }

  #viewChanged(): void {
    this.#stopTimers();
    const { view } = this.#stage;
    if (this.#isHeuristic) {
      this.#timers.push(window.setTimeout(() => void this.#look(view), cutDelayMs));
      return;
    }
    if (!this.#summary) return;
    this.#timers.push(window.setTimeout(() => this.#draw(), drawDelayMs));
    if (!this.#choice.automatic || !this.#isWorthCutting(this.#summary)) return;
    this.#timers.push(window.setTimeout(() => void this.#cut(view, true), cutDelayMs));
  }

  #isWorthCutting({ window, complete }: SliceSummary): boolean {
    const { view } = this.#stage;
    if (!isInside(view, window)) return true;
    return !complete && areaOf(view) < worthCutting * areaOf(window);
  }

  #stopTimers(): void {
    this.#timers.splice(0).forEach((timer) => window.clearTimeout(timer));
  }

  #showCell(cell: SliceCell | null): void {
    this.#stage.cell = cell;
    this.#cell.replaceChildren(element('h2', { text: 'Region' }), ...cellView(cell));
    this.#said.textContent = cell ? cellText(cell) : '';
  }

  async #showMap(u: number, v: number): Promise<void> {
    const found = await this.#source.cellMap(u, v);
    if (!found) return;
    const title = 'The affine map of the region clicked, output by output';
    this.#map.replaceChildren(element('h2', { text: title }), ...localMapView(found));
  }

  async #showOthers(): Promise<void> {
    const isWanted = this.#choice.others && this.#choice.set !== null;
    const others = isWanted ? await this.#source.others() : null;
    this.#stage.others = others;
    const store = new ViewStateStore({ getState: () => ({}), setState: () => undefined });
    this.#others.replaceChildren(
      ...(others ? [new DataTable(othersTable(others), store).node] : []),
    );
  }

  async #save(format: 'svg' | 'png' | 'json'): Promise<void> {
    if (format === 'png') await this.#source.savePng(await this.#stage.png());
    else await this.#source.save(format);
  }
}

/** Why there are no lines where there are too many, and what shows them all the same. */
function edgeText({ edges, edgeCount }: SliceVectors): string {
  return edges
    ? `${formatCount(edgeCount)} edges in view.`
    : `${formatCount(edgeCount)} edges in view, too many to draw: zoom in to see them as lines, or colour by “Density of regions”.`;
}
