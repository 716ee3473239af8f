import type { NeighbourhoodQueries } from '../../../src/protocol/explorer.ts';
import type { DecisionPathReply, HyperplaneReply } from '../../../src/protocol/neighbourhood.ts';
import { formatCount, formatNumber } from '../../../src/report/format.ts';
import { element } from '../../dom.ts';
import { ViewStateStore } from '../../viewState.ts';
import { DataTable } from '../../views/dataTable.ts';
import type { ExplorerHost } from '../explorerHost.ts';
import type { NeighbourhoodChoice } from './neighbourhoodChoice.ts';
import { pathTable } from './pathTable.ts';
import { magnitudeText, namedPicture, signedLegend } from './signedPicture.ts';

type Around = Omit<NeighbourhoodChoice, 'mostCells'>;

/** Numbers of a normal that are written out where it is no image. */
const mostNumbers = 64;

/** The decisions that lead to the prediction as a table, and beside it the one that was chosen in input coordinates. */
export class DecisionPathView {
  readonly node = element(
    'section',
    { attributes: { 'aria-label': 'Decision path' } },
    element('h2', { text: 'Decision path' }),
  );
  readonly #host: ExplorerHost<NeighbourhoodQueries>;
  readonly #onRefused: (message: string) => void;
  readonly #detail = element('div', {
    class: 'hyperplane',
    attributes: { 'aria-live': 'polite' },
  });

  constructor(host: ExplorerHost<NeighbourhoodQueries>, onRefused: (message: string) => void) {
    this.#host = host;
    this.#onRefused = onRefused;
  }

  /** Shows the path of another sample. Rejects as the host does. */
  async show(around: Around): Promise<void> {
    const path = await this.#host.ask('neighbourhoodPath', around);
    const store = new ViewStateStore({ getState: () => ({}), setState: () => undefined });
    const choose = (row: number): void => void this.#choose(around, path, row);
    const table = new DataTable(pathTable(path), store, { choose });
    this.#detail.replaceChildren(
      element('p', {
        class: 'muted small',
        text: 'Choose a decision to see its hyperplane in the model’s input.',
      }),
    );
    this.node.replaceChildren(
      this.node.firstElementChild!,
      element('p', {
        class: 'muted small',
        text: `The sample’s region is what these ${formatCount(path.unit.length)} half-spaces have in common; units that are constant in it decide nothing.`,
      }),
      element('div', { class: 'path-columns' }, table.node, this.#detail),
    );
  }

  async #choose(around: Around, path: DecisionPathReply, row: number): Promise<void> {
    try {
      const found = await this.#host.ask('neighbourhoodHyperplane', { ...around, row });
      this.#detail.replaceChildren(...hyperplaneNodes(found, titleOf(path, row)));
    } catch (error) {
      this.#onRefused((error as Error).message);
    }
  }
}

function titleOf({ layers, layer, unit }: DecisionPathReply, row: number): string {
  return `${layers[layer[row]!]!.layer}, unit ${formatCount(unit[row]!)}`;
}

function hyperplaneNodes(found: HyperplaneReply, title: string): HTMLElement[] {
  const { picture, normal, offset, largest } = found;
  const equation = element('p', {
    class: 'small',
    text: `normal · x = ${formatNumber(offset)} in this region`,
  });
  if (picture) {
    const isSigned = picture.channels === 1;
    const note = magnitudeText(largest);
    return [namedPicture(title, picture, { note, isSigned }), equation, signedLegend(!isSigned)];
  }
  const shown = [...normal.subarray(0, mostNumbers)].map(formatNumber).join(', ');
  const more = normal.length > mostNumbers ? ', …' : '';
  return [
    element('h3', { text: title }),
    element('p', { class: 'small', text: `normal = (${shown}${more})` }),
    equation,
  ];
}
