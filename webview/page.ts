import type { HostToPage, ReportPlace } from '../src/protocol/page.ts';
import type { ReportView } from '../src/report/reportView.ts';
import { ChartGallery } from './charts/chartGallery.ts';
import { Tooltip } from './charts/tooltip.ts';
import { element } from './dom.ts';
import type { PageHost } from './host.ts';
import { revealPlace } from './revealPlace.ts';
import { applyChartTheme, onThemeChange } from './theme.ts';
import { untilIdle } from './untilIdle.ts';
import { ViewStateStore } from './viewState.ts';
import { factsView, limitsView } from './views/aboutView.ts';
import { ContentsBar, type ContentsEntry } from './views/contentsBar.ts';
import { findingsView } from './views/findingsView.ts';
import { headerView } from './views/headerView.ts';
import { historySection } from './views/historyView.ts';
import type { PageTools } from './views/pageTools.ts';
import { type DrawnPart, partView } from './views/partView.ts';
import { StatusView } from './views/statusView.ts';

/** The whole page: draws what the host sends, keeps what the reader did. */
export class Page {
  readonly #host: PageHost;
  readonly #store: ViewStateStore;
  readonly #status: StatusView;
  readonly #contents = new ContentsBar();
  readonly #main = element('main');
  readonly #tooltip: Tooltip;
  readonly #tools: PageTools;
  readonly #gallery = new ChartGallery();
  #view: ReportView | null = null;

  constructor(body: HTMLElement, host: PageHost) {
    this.#host = host;
    this.#store = new ViewStateStore(host);
    this.#status = new StatusView(host);
    const top = element('div', { class: 'top' }, this.#status.node, this.#contents.node);
    body.append(top, this.#main);
    this.#tooltip = new Tooltip(body);
    this.#tools = {
      store: this.#store,
      tooltip: this.#tooltip,
      save: (file) => host.saveFile(file),
    };
    onThemeChange(() => this.#gallery.redraw());
    window.addEventListener('scroll', () => this.#keepScroll(), { passive: true });
  }

  receive(message: HostToPage): void {
    if (message.type !== 'report') return this.#status.show(message);
    this.#status.hide();
    void this.#show(message.view, message.reveal);
  }

  async #show(view: ReportView, reveal: ReportPlace | null): Promise<void> {
    const arrived = performance.now();
    const scroll = this.#store.current.scroll;
    this.#view = view;
    applyChartTheme(view.chartTheme);
    this.#gallery.show([]);
    const limits = limitsView(view.limits, this.#store);
    const head = [
      headerView(view, this.#host),
      ...historySection(view.history),
      ...(view.findings ? [findingsView(view.findings, this.#store)] : []),
    ];
    const facts = factsView(view.facts, this.#store);
    const parts = await this.#makeParts(view);
    if (!parts) return;
    this.#main.replaceChildren(
      ...head,
      ...(limits ? [limits] : []),
      ...parts.map(({ node }) => node),
      facts,
    );
    this.#contents.show(contentsOf(view));
    this.#gallery.show(parts.flatMap(({ charts }) => charts));
    if (reveal) revealPlace(reveal);
    else window.scrollTo({ top: scroll });
    requestAnimationFrame(() =>
      this.#host.post({ type: 'painted', ms: Math.round(performance.now() - arrived) }),
    );
  }

  /** Makes one part a task, so that the page stays responsive; `null` when a newer report has taken the page over. */
  async #makeParts(view: ReportView): Promise<DrawnPart[] | null> {
    const parts: DrawnPart[] = [];
    for (const part of view.parts) {
      parts.push(partView(part, this.#tools));
      await untilIdle();
      if (this.#view !== view) return null;
    }
    return parts;
  }

  #keepScroll(): void {
    this.#tooltip.hide();
    this.#store.update({ scroll: window.scrollY });
  }
}

function contentsOf({ findings, parts, limits }: ReportView): ContentsEntry[] {
  return [
    ...(findings ? [{ id: 'findings', title: 'Findings' }] : []),
    ...(limits.length > 0 ? [{ id: 'limits', title: 'Limits' }] : []),
    ...parts.map(({ part, title }) => ({ id: part, title })),
    { id: 'facts', title: 'About this report' },
  ];
}
