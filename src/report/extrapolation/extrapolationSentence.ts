import { formatCount, formatNumber, formatShare } from '../format.ts';
import { agreeing, capitalised, counted, isOrAre, ofAllOf, spacePhrase } from '../phrases.ts';
import type { ExtrapolationSection, ExtrapolationSpace } from '../report.ts';

/** One sentence on how many test samples lie outside the training hull in the first space, how far, and where most lie inside. */
export function extrapolationSentence({ spaces }: ExtrapolationSection): string {
  const first = spaces[0];
  if (!first || first.test === 0)
    return 'No test sample was compared with training samples, which takes both arrays.';
  const { hull, test, train, space } = first;
  // Those inside are at 0, so that the median over all says how far the ones outside are only where all are.
  const far =
    hull.distance && hull.outside === test
      ? `, ${typicalDistance(hull.distance.upper.median)}`
      : '';
  const opening = `${ofAllOf(hull.outside, test, 'test sample')} ${agreeing(hull.outside, 'lies', 'lie')} outside the convex hull of the ${counted(train, 'training sample')} in ${spacePhrase(space)}${far}`;
  const open =
    hull.undecided > 0
      ? `; ${formatCount(hull.undecided)} ${isOrAre(hull.undecided)} undecided`
      : '';
  return capitalised(`${opening}${open}${mostInside(first, spaces)}.`);
}

function typicalDistance(median: number): string {
  return `at a median distance of ${formatNumber(median)}`;
}

function mostInside(first: ExtrapolationSpace, spaces: readonly ExtrapolationSpace[]): string {
  const most = spaces.reduce((a, b) => (b.hull.insideFraction > a.hull.insideFraction ? b : a));
  if (spaces.length < 2) return '';
  // What is undecided may be inside: spaces cannot be compared then.
  if (spaces.some(({ hull }) => hull.undecided > 0)) return '';
  if (most.hull.inside === 0) return ', and so they do in every other space that was looked at';
  if (spaces.every(({ hull }) => hull.outside === 0)) {
    return ', nor in any other space that was looked at';
  }
  if (most.hull.insideFraction === first.hull.insideFraction) {
    const others = spaces.filter((space) => space !== first);
    const isTie = others.some(({ hull }) => hull.insideFraction === first.hull.insideFraction);
    return `, ${isTie ? 'no more' : 'fewer'} than in any other space that was looked at`;
  }
  return `; the largest share inside is ${formatShare(most.hull.insideFraction)}, in ${spacePhrase(most.space)}`;
}
