/** Ends of an axis for shares near 1: from the ten per cent below the smallest of them to 100 %. */
export function shareDomain(shares: readonly (number | null)[]): readonly [number, number] {
  const least = Math.min(1, ...shares.filter((share) => share !== null));
  return [Math.max(0, Math.floor(least * 10 - 0.5) / 10), 1];
}
