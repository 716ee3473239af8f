import type { HostToPage, PageToHost } from '../src/protocol/page.ts';
import { embeddedReportId } from '../src/report/embeddedReport.ts';
import type { ReportView } from '../src/report/reportView.ts';
import { carrying } from './carrying.ts';
import { downloadFile, type PageFile } from './fileSaver.ts';
import type { StateKeeper } from './viewState.ts';

/** Who the page talks to: VS Code, or nobody when it is a file opened from disk. */
export interface PageHost extends StateKeeper {
  /** False in a saved file: nothing can be saved or run from there. */
  readonly canAct: boolean;
  post(message: PageToHost): void;
  listen(listener: (message: HostToPage) => void): void;
  /** Offers a file to the reader. */
  saveFile(file: PageFile): void;
}

interface VsCodeApi {
  postMessage(message: PageToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

/** The host of this page, known by what the page finds around it. */
export function connectHost(): PageHost {
  return typeof acquireVsCodeApi === 'function' ? vsCodeHost(acquireVsCodeApi()) : savedFileHost();
}

function vsCodeHost(api: VsCodeApi): PageHost {
  // The host finds the report of a reloaded window by this id, so every state carries it.
  const { reportId } = document.documentElement.dataset;
  const state = carrying(api, () => ({ reportId }));
  state.setState(api.getState());
  return {
    ...state,
    canAct: true,
    post: (message) => api.postMessage(message),
    saveFile: (file) => api.postMessage({ type: 'saveFile', ...file }),
    listen: (listener) =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (isHostMessage(data)) listener(data);
      }),
  };
}

/** The report stands in the file itself and arrives as if a host had sent it. */
function savedFileHost(): PageHost {
  let state: unknown;
  return {
    canAct: false,
    post: () => undefined,
    saveFile: downloadFile,
    listen: (listener) => {
      const data = document.getElementById(embeddedReportId)?.textContent;
      if (!data) return listener({ type: 'failed', message: 'This file holds no report.' });
      listener({ type: 'report', view: JSON.parse(data) as ReportView, reveal: null });
    },
    getState: () => state,
    setState: (next) => {
      state = next;
    },
  };
}

const hostMessages: readonly unknown[] = [
  'report',
  'running',
  'failed',
] satisfies HostToPage['type'][];

function isHostMessage(data: unknown): data is HostToPage {
  return (
    typeof data === 'object' && data !== null && 'type' in data && hostMessages.includes(data.type)
  );
}
