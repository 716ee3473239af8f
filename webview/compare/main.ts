import '../styles/page.css';
import '../styles/report.css';
import '../styles/tables.css';
import '../styles/history.css';
import './compare.css';
import type { ComparePageToHost, HostToComparePage } from '../../src/protocol/comparePage.ts';
import { carrying } from '../carrying.ts';
import { registerControls } from '../controls.ts';
import type { StateKeeper } from '../viewState.ts';
import { ComparePage } from './comparePage.ts';

declare const acquireVsCodeApi: () => StateKeeper & {
  postMessage(message: ComparePageToHost): void;
};

registerControls();
const api = acquireVsCodeApi();
// The host finds the comparison of a reloaded window by this id.
const { comparison } = document.documentElement.dataset;
const state = carrying(api, () => ({ comparison }));
const page = new ComparePage(document.body, state, () => api.postMessage({ type: 'save' }));
window.addEventListener('message', ({ data }: MessageEvent<HostToComparePage>) => {
  if (data.type === 'timeline') page.show(data.view);
});
api.postMessage({ type: 'ready' });
