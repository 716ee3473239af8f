import type { ExplorerScene, PathQueries } from '../../../src/protocol/explorer.ts';
import type { PathReply } from '../../../src/protocol/path.ts';
import { element } from '../../dom.ts';
import { ViewStateStore } from '../../viewState.ts';
import { DataTable } from '../../views/dataTable.ts';
import type { ExplorerHost } from '../explorerHost.ts';
import { LatestOnly } from '../latestOnly.ts';
import { SampleSlots } from '../sampleSlots.ts';
import { noSamples } from '../noSamples.ts';
import { setChooser } from '../setChooser.ts';
import { showExplorer } from '../showExplorer.ts';
import type { StatusLine } from '../statusLine.ts';
import { PathChart } from './pathChart.ts';
import { firstChoice, type PathChoice } from './pathChoice.ts';
import { PathCurve } from './pathCurve.ts';
import { pathFigures, trajectoryView } from './pathFigures.ts';
import { pathToolbar } from './pathToolbar.ts';
import { pieceTable } from './pieceTable.ts';
import { pieceView, pointPicture } from './pieceView.ts';

/** Shows the path explorer on a page and keeps it up to date with its host. */
export function showPath(body: HTMLElement, host: ExplorerHost<PathQueries>): void {
  showExplorer(body, host, 'path', (scene, status) => {
    const choice = firstChoice(scene, host.getState());
    return new PathPage(host, status, scene, choice).nodes;
  });
}

/** One line: how its samples were chosen, the chart, and what is known of it. */
class PathPage {
  readonly nodes: readonly HTMLElement[];
  readonly #host: ExplorerHost<PathQueries>;
  readonly #status: StatusLine;
  readonly #toolbar = element('div');
  readonly #chartBox = element('div');
  readonly #piece = element('div');
  readonly #picture = element('div');
  readonly #figures = element('div');
  readonly #lengths = element('div');
  readonly #pieces = element('section', { attributes: { 'aria-label': 'Pieces' } });
  readonly #pictures = new LatestOnly();
  #choice: PathChoice;
  #chart: PathChart | undefined;
  /** Answers to questions asked before the last choice are late. */
  #turn = 0;

  constructor(
    host: ExplorerHost<PathQueries>,
    status: StatusLine,
    scene: ExplorerScene,
    choice: PathChoice,
  ) {
    this.#host = host;
    this.#status = status;
    this.#choice = choice;
    this.nodes = this.#layout(scene);
    this.#showToolbar([]);
    void this.#look();
  }

  #layout(scene: ExplorerScene): HTMLElement[] {
    const { set } = this.#choice;
    const title = element('h1', { text: `Path between two samples of ${scene.model}` });
    const sets = setChooser(scene.sets, set, (chosen) => this.#reopen(scene, chosen));
    const slots = set === null ? noSamples(this.#host) : this.#slots(set).node;
    return [
      element(
        'header',
        {},
        element('div', { class: 'title-row' }, title, ...sets),
        slots,
        this.#toolbar,
      ),
      this.#chartBox,
      element(
        'div',
        { class: 'path-sections' },
        section(
          'At the cursor',
          element('div', { class: 'at-cursor' }, this.#picture, this.#piece),
        ),
        section('The whole path', this.#figures),
        section('Stretch, layer by layer', this.#lengths),
      ),
      this.#pieces,
    ];
  }

  #slots(set: 'train' | 'test'): SampleSlots {
    return new SampleSlots(this.#host, {
      names: ['From', 'To'],
      set,
      samples: this.#choice.samples,
      onChange: ([from = 0, to = 1]) => this.#choose({ samples: [from, to] }),
      onRefused: (message) => this.#status.refuse(message),
    });
  }

  /** Another set has other samples: the page starts anew with the first two. */
  #reopen(scene: ExplorerScene, set: 'train' | 'test'): void {
    const choice: PathChoice = { ...this.#choice, set, samples: [0, 1] };
    this.#host.setState(choice);
    const page = new PathPage(this.#host, this.#status, scene, choice);
    this.nodes[0]?.parentElement?.replaceChildren(...page.nodes);
  }

  #choose(change: Partial<PathChoice>): void {
    this.#choice = { ...this.#choice, ...change };
    this.#host.setState(this.#choice);
    void this.#look();
  }

  /** Asks for the path, then for what takes longer; what comes late is dropped. */
  async #look(): Promise<void> {
    if (this.#choice.set === null) return;
    const turn = ++this.#turn;
    const question = this.#question();
    try {
      const reply = await this.#host.ask('path', question);
      if (turn !== this.#turn) return;
      this.#status.clear();
      this.#show(reply);
      const { path } = await this.#host.ask('path', { ...question, trajectory: true });
      if (turn !== this.#turn || !path.trajectory) return;
      this.#lengths.replaceChildren(...trajectoryView(path.trajectory));
    } catch (error) {
      if (turn === this.#turn) this.#refused((error as Error).message);
    }
  }

  #question(): Parameters<PathQueries['path']>[0] {
    const { set, samples, space, beyond } = this.#choice;
    const [from, to] = samples;
    return { set, from, to, beyond, ...(space !== 'input' && { space }) };
  }

  /** A layer without a space of its own leads back to the input. */
  #refused(message: string): void {
    const isLayer = this.#choice.space !== 'input';
    const remedy = isLayer
      ? { label: 'Back to the input space', run: () => this.#choose({ space: 'input' }) }
      : { label: 'Try again', run: () => void this.#look() };
    this.#status.refuse(message, remedy);
  }

  #show({ path, spaces }: PathReply): void {
    const curve = new PathCurve(path);
    this.#showToolbar(spaces);
    this.#figures.replaceChildren(...pathFigures(path));
    this.#lengths.replaceChildren(element('p', { class: 'muted small', text: 'Measuring…' }));
    const store = new ViewStateStore({ getState: () => ({}), setState: () => undefined });
    const choosePiece = (row: number): void => {
      const { from, to } = curve.piece(row);
      chart.moveTo((from + to) / 2);
    };
    const table = new DataTable(pieceTable(curve, path.length), store, { choose: choosePiece });
    this.#pieces.replaceChildren(element('h2', { text: 'Pieces' }), table.node);
    const chart = new PathChart(curve, this.#choice.t, (t) => {
      this.#choice = { ...this.#choice, t };
      this.#host.setState(this.#choice);
      this.#showPoint(curve, path.length, t);
    });
    this.#chart = chart;
    this.#chartBox.replaceChildren(chart.node, ...(path.beyond ? [rayNote()] : []));
    this.#showPoint(curve, path.length, chart.t);
  }

  #showToolbar(spaces: readonly string[]): void {
    const toolbar = pathToolbar(this.#choice, spaces, {
      onChoice: (change) => this.#choose(change),
      onSave: (format) => void this.#save(format),
    });
    this.#toolbar.replaceChildren(toolbar);
  }

  #showPoint(curve: PathCurve, length: number, t: number): void {
    this.#piece.replaceChildren(...pieceView(curve, t, length));
    const { set, samples, space } = this.#choice;
    // A point of a layer's space is no input.
    if (space !== 'input') return this.#picture.replaceChildren();
    this.#pictures.run(async () => {
      const [from, to] = samples;
      const question = { set, from, to, t };
      const { picture } = await this.#host
        .ask('pathPoint', question)
        .catch(() => ({ picture: null }));
      this.#picture.replaceChildren(...(picture ? [pointPicture(picture, t)] : []));
    });
  }

  async #save(format: 'svg' | 'json'): Promise<void> {
    try {
      if (format === 'json')
        await this.#host.ask('savePath', { ...this.#question(), trajectory: true });
      else await this.#host.ask('savePathDrawing', { svg: this.#chart?.svg ?? '' });
    } catch (error) {
      this.#status.refuse((error as Error).message);
    }
  }
}

function section(title: string, ...content: Node[]): HTMLElement {
  const head = element('h2', { text: title });
  return element('section', { attributes: { 'aria-label': title } }, head, ...content);
}

function rayNote(): HTMLElement {
  return element('p', {
    class: 'muted small',
    text: 'Behind the second sample t is on a logarithmic scale; scores that leave the frame are cut off.',
  });
}
