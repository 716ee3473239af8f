import type { HostToModelPage, ModelPageToHost } from '../../src/protocol/modelEditor.ts';
import type { StateKeeper } from '../viewState.ts';

/** The host of the model page. */
export interface ModelHost extends StateKeeper {
  post(message: ModelPageToHost): void;
  listen(listener: (message: HostToModelPage) => void): void;
}

declare const acquireVsCodeApi: () => StateKeeper & { postMessage(message: ModelPageToHost): void };

const hostMessages: readonly unknown[] = [
  'structure',
  'layers',
  'offers',
  'failed',
] satisfies HostToModelPage['type'][];

/** Connects to VS Code; call once. */
export function connectModelHost(): ModelHost {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (listener) =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (isHostMessage(data)) listener(data);
      }),
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
  };
}

function isHostMessage(data: unknown): data is HostToModelPage {
  return (
    typeof data === 'object' && data !== null && 'type' in data && hostMessages.includes(data.type)
  );
}
