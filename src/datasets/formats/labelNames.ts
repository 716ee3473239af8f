/** Column names, in lower case, that mean class labels. "y" is not among them: it is as often the second coordinate of a point. */
export const labelNames: ReadonlySet<string> = new Set(['label', 'labels', 'target', 'class']);
