import '../styles/colours.css';
import '../styles/page.css';
import '../styles/report.css';
import '../styles/tables.css';
import '../styles/pictures.css';
import './explorer.css';
import type { HostToExplorer } from '../../src/protocol/explorer.ts';
import { registerControls } from '../controls.ts';
import { type ExplorerApi, ExplorerHost } from './explorerHost.ts';
import './neighbourhood/neighbourhood.css';
import { showNeighbourhood } from './neighbourhood/neighbourhoodView.ts';
import './path/path.css';
import { showPath } from './path/pathView.ts';
import { showSlice } from './slice/sliceView.ts';

declare const acquireVsCodeApi: () => ExplorerApi;

/** The page of each kind of explorer, by the name its host gives it. */
const pages: Readonly<Record<string, (body: HTMLElement, host: ExplorerHost<never>) => void>> = {
  slice: showSlice,
  path: showPath,
  neighbourhood: showNeighbourhood,
};

registerControls();
const host = new ExplorerHost<never>(acquireVsCodeApi());
window.addEventListener('message', ({ data }: MessageEvent<HostToExplorer>) => host.receive(data));
pages[document.documentElement.dataset['explorer'] ?? '']?.(document.body, host);
