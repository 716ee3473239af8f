import type { ExplorerScene, NeighbourhoodQueries } from '../../../src/protocol/explorer.ts';
import type { Neighbourhood } from '../../../src/protocol/neighbourhood.ts';
import { formatDuration } from '../../../src/report/format.ts';
import { element } from '../../dom.ts';
import type { ExplorerHost } from '../explorerHost.ts';
import { limitNotes } from '../limitNotes.ts';
import { SampleSlots } from '../sampleSlots.ts';
import { noSamples } from '../noSamples.ts';
import { setChooser } from '../setChooser.ts';
import { showExplorer } from '../showExplorer.ts';
import type { StatusLine } from '../statusLine.ts';
import { boundaryView } from './boundaryView.ts';
import { complexityView } from './complexityView.ts';
import { DecisionPathView } from './decisionPathView.ts';
import { distancesView } from './distancesView.ts';
import { localMapView } from './localMapView.ts';
import { firstChoice, type NeighbourhoodChoice } from './neighbourhoodChoice.ts';
import { neighbourhoodToolbar } from './neighbourhoodToolbar.ts';

/** Shows the explorer of a sample's neighbourhood on a page and keeps it up to date with its host. */
export function showNeighbourhood(
  body: HTMLElement,
  host: ExplorerHost<NeighbourhoodQueries>,
): void {
  showExplorer(body, host, 'around', (scene, status) => {
    const choice = firstChoice(scene, host.getState());
    return new NeighbourhoodPage(host, status, scene, choice).nodes;
  });
}

/** One sample: how it was chosen and what is known around it. */
class NeighbourhoodPage {
  readonly nodes: readonly HTMLElement[];
  readonly #host: ExplorerHost<NeighbourhoodQueries>;
  readonly #status: StatusLine;
  readonly #distances = section('Distances');
  readonly #boundary = section('Nearest point of the decision boundary');
  readonly #map = section('The affine map of this region, output by output');
  readonly #complexity = section('Hyperplanes around the sample');
  readonly #path: DecisionPathView;
  #choice: NeighbourhoodChoice;
  /** Answers to questions asked before the last choice are late. */
  #turn = 0;

  constructor(
    host: ExplorerHost<NeighbourhoodQueries>,
    status: StatusLine,
    scene: ExplorerScene,
    choice: NeighbourhoodChoice,
  ) {
    this.#host = host;
    this.#status = status;
    this.#choice = choice;
    this.#path = new DecisionPathView(host, (message) => status.refuse(message));
    this.nodes = this.#layout(scene);
    void this.#look();
  }

  #layout(scene: ExplorerScene): HTMLElement[] {
    const { set } = this.#choice;
    const title = element('h1', { text: `Around a sample of ${scene.model}` });
    const sets = setChooser(scene.sets, set, (chosen) => this.#reopen(scene, chosen));
    const slots = set === null ? [noSamples(this.#host)] : [this.#slots(set).node];
    const toolbar = neighbourhoodToolbar(this.#choice, (change) => this.#choose(change));
    return [
      element(
        'header',
        {},
        element('div', { class: 'title-row' }, title, ...sets),
        ...slots,
        toolbar,
      ),
      element('div', { class: 'around-columns' }, this.#distances, this.#boundary),
      this.#map,
      this.#complexity,
      this.#path.node,
    ];
  }

  #slots(set: 'train' | 'test'): SampleSlots {
    return new SampleSlots(this.#host, {
      names: [''],
      set,
      samples: [this.#choice.sample],
      onChange: ([sample = 0]) => this.#choose({ sample }),
      onRefused: (message) => this.#status.refuse(message),
    });
  }

  /** Another set has other samples: the page starts anew with the first. */
  #reopen(scene: ExplorerScene, set: 'train' | 'test'): void {
    const choice = { ...this.#choice, set, sample: 0 };
    this.#host.setState(choice);
    const page = new NeighbourhoodPage(this.#host, this.#status, scene, choice);
    this.nodes[0]?.parentElement?.replaceChildren(...page.nodes);
  }

  #choose(change: Partial<NeighbourhoodChoice>): void {
    this.#choice = { ...this.#choice, ...change };
    this.#host.setState(this.#choice);
    void this.#look();
  }

  /** Asks for everything, the cheapest first; what comes late is dropped. */
  async #look(): Promise<void> {
    if (this.#choice.set === null) return;
    const turn = ++this.#turn;
    const { mostCells, ...around } = this.#choice;
    try {
      const found = await this.#host.ask('neighbourhood', { ...around, mostCells });
      if (turn !== this.#turn) return;
      this.#status.clear();
      this.#show(found);
      const complexity = await this.#host.ask('neighbourhoodComplexity', around);
      if (turn !== this.#turn) return;
      fill(this.#complexity, complexityView(complexity));
      await this.#path.show(around);
    } catch (error) {
      if (turn === this.#turn) {
        this.#status.refuse((error as Error).message, {
          label: 'Try again',
          run: () => void this.#look(),
        });
      }
    }
  }

  #show(found: Neighbourhood): void {
    const time = element('p', {
      class: 'muted small',
      text: `Computed in ${formatDuration(found.milliseconds)}.`,
    });
    fill(this.#distances, [...distancesView(found), time, ...limitNotes(found.limits)]);
    this.#boundary.hidden = found.outputs === 'numbers';
    fill(this.#boundary, boundaryView(found));
    fill(this.#map, localMapView(found));
  }
}

function section(title: string): HTMLElement {
  return element(
    'section',
    { attributes: { 'aria-label': title } },
    element('h2', { text: title }),
  );
}

/** Replaces what stands below the heading. */
function fill(node: HTMLElement, content: readonly HTMLElement[]): void {
  node.replaceChildren(node.firstElementChild!, ...content);
}
