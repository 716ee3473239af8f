import type { HostToPage, ReportPlace } from '../src/protocol/page.ts';
import type { ReportPart } from '../src/report/report.ts';
import type { ReportView } from '../src/report/reportView.ts';
import type { Chart } from './charts/chart.ts';
import { Tooltip } from './charts/tooltip.ts';
import { element } from './dom.ts';
import type { PageHost } from './host.ts';
import { revealPlace } from './revealPlace.ts';
import { onThemeChange } from './theme.ts';
import { ViewStateStore } from './viewState.ts';
import { factsView, limitsView } from './views/aboutView.ts';
import { findingsView } from './views/findingsView.ts';
import { headerView } from './views/headerView.ts';
import { partView } from './views/partView.ts';
import { StatusView } from './views/statusView.ts';

/** The whole page: draws what the host sends, keeps what the reader did. */
export class Page {
  readonly #host: PageHost;
  readonly #store: ViewStateStore;
  readonly #status: StatusView;
  readonly #content = element('main');
  readonly #tooltip: Tooltip;
  #charts: readonly Chart[] = [];

  constructor(body: HTMLElement, host: PageHost) {
    this.#host = host;
    this.#store = new ViewStateStore(host);
    this.#status = new StatusView(host);
    body.append(this.#status.node, this.#content);
    this.#tooltip = new Tooltip(body);
    onThemeChange(() => void this.#redrawCharts());
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
    this.#charts.forEach((chart) => chart.dispose());
    const parts = view.parts.map((part) => partView(part, this.#store, this.#tooltip));
    const limits = limitsView(view.limits, this.#store);
    this.#content.replaceChildren(
      headerView(view, this.#host, scrollToPart),
      findingsView(view.findings, this.#store),
      ...(limits ? [limits] : []),
      ...parts.map(({ node }) => node),
      factsView(view.facts, this.#store),
    );
    const charts = parts.flatMap((part) => part.charts);
    this.#charts = charts;
    await this.#redrawCharts();
    // A newer report has taken the page over.
    if (this.#charts !== charts) return;
    // Charts give the page its height, so places to scroll to exist only now.
    if (reveal) revealPlace(reveal);
    else window.scrollTo({ top: scroll });
    requestAnimationFrame(() =>
      this.#host.post({ type: 'painted', ms: Math.round(performance.now() - arrived) }),
    );
  }

  async #redrawCharts(): Promise<void> {
    await Promise.all(this.#charts.map((chart) => chart.draw()));
  }

  #keepScroll(): void {
    this.#tooltip.hide();
    this.#store.update({ scroll: window.scrollY });
  }
}

function scrollToPart(part: ReportPart): void {
  document.getElementById(part)?.scrollIntoView();
}
