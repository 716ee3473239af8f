/** Keeps a page's state outside it: VS Code, or a variable in a saved file. */
export interface StateKeeper {
  /** What {@link setState} kept last, also across a reload of the window; `undefined` at first. */
  getState(): unknown;
  setState(state: unknown): void;
}

/** How a table is shown. `column` is the label of the column it is sorted by, `null` for the order of the report. */
export interface TableState {
  readonly column: string | null;
  readonly descending: boolean;
  /** Place, in that order, of the first visible row. */
  readonly row: number;
}

/** What a reader did to the page; a reopened page is drawn from it. */
export interface ViewState {
  readonly scroll: number;
  /** Ids of the open folds. */
  readonly open: readonly string[];
  readonly tables: Readonly<Record<string, TableState>>;
  /** Layer chosen for unit look-ups, by position. */
  readonly lookupLayer: number;
  /** The unit of that layer shown by itself; `null` for none. */
  readonly lookupUnit: number | null;
}

export const initialTableState: TableState = { column: null, descending: false, row: 0 };

const initialState: ViewState = {
  scroll: 0,
  open: [],
  tables: {},
  lookupLayer: 0,
  lookupUnit: null,
};

/** Keeps the view state with the host, so that it outlives the page. */
export class ViewStateStore {
  readonly #host: StateKeeper;
  #state: ViewState;

  constructor(host: StateKeeper) {
    this.#host = host;
    const kept = host.getState();
    // The host's own keys (which report this is) live beside ours and are left alone.
    this.#state = { ...initialState, ...(typeof kept === 'object' ? kept : null) };
  }

  get current(): ViewState {
    return this.#state;
  }

  table(id: string): TableState {
    return { ...initialTableState, ...this.#state.tables[id] };
  }

  update(change: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.setState(this.#state);
  }

  updateTable(id: string, table: TableState): void {
    this.update({ tables: { ...this.#state.tables, [id]: table } });
  }

  setOpen(id: string, open: boolean): void {
    const others = this.#state.open.filter((other) => other !== id);
    this.update({ open: open ? [...others, id] : others });
  }
}
