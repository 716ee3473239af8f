/** Runs in a page: what follows a change of its size, colours or content is done before the second frame. */
export function untilPainted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
