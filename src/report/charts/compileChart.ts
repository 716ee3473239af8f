import { compile, type TopLevelSpec } from 'vega-lite';
import { chartTheme } from './chartTheme.ts';

/** Receives what Vega-Lite has to say about a spec; see vega-util's logger. */
export interface ChartLogger {
  warn(...messages: readonly unknown[]): unknown;
}

/**
 * Compiles a chart to the Vega spec that the page runs, with the shared theme and without a background.
 * Warnings go to `logger`, else to nobody: a test proves that our charts have none.
 */
export function compileChart(spec: TopLevelSpec, logger?: ChartLogger): unknown {
  const quiet = vegaLogger(logger);
  const compiled = compile(spec, { config: chartTheme, logger: quiet as never }).spec;
  // Vega-Lite insists on a colour and bakes in white; the page's own background shall show.
  const transparent = { ...compiled, background: null };
  // Plain JSON, without the undefined fields that Vega-Lite leaves: messages and files carry the same chart.
  return JSON.parse(JSON.stringify(transparent)) as unknown;
}

/** Vega's logger interface over one function; every method returns the logger, as Vega chains calls. */
function vegaLogger(logger: ChartLogger | undefined): object {
  const quiet: Record<string, (...messages: readonly unknown[]) => unknown> = {};
  const ignore = (): object => quiet;
  const warn = (...messages: readonly unknown[]): object => {
    logger?.warn(...messages);
    return quiet;
  };
  return Object.assign(quiet, { level: ignore, info: ignore, debug: ignore, warn, error: warn });
}
