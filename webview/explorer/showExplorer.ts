import type { ExplorerScene } from '../../src/protocol/explorer.ts';
import { element } from '../dom.ts';
import type { ExplorerHost } from './explorerHost.ts';
import { StatusLine } from './statusLine.ts';

/**
 * Puts an explorer on a page: its status line, and below it what `page` makes of the scene whenever the host sends one. `name` is the
 * class of the content.
 */
export function showExplorer<Queries>(
  body: HTMLElement,
  host: ExplorerHost<Queries>,
  name: string,
  page: (scene: ExplorerScene, status: StatusLine) => readonly HTMLElement[],
): void {
  const status = new StatusLine(() => host.cancel());
  const content = element('main', { class: name });
  body.append(status.node, content);
  host.onProgress((progress) => status.progress(progress));
  host.start((scene) => content.replaceChildren(...page(scene, status)));
}
