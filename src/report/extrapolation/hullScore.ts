const suffix = '.hull';

/** The space of a score "SPACE.hull", an upper bound of the distance to the hull; `undefined` for other scores. */
export function hullScoreSpace(score: string): string | undefined {
  return score.endsWith(suffix) ? score.slice(0, -suffix.length) : undefined;
}
