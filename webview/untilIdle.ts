/** Longest wait for an idle moment, milliseconds: a busy page must get on as well. */
const patience = 50;

/** Resolves in the next task: what came in meanwhile goes first. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Resolves in a task of its own, once the page has drawn and handled what came in. */
export function untilIdle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: patience }));
}
