import type { ServerPort } from './serveAnalysis.ts';

/**
 * The line to the process that forked this one. When that line is cut this process ends: nobody is left to
 * answer. Throws when the process was not forked.
 */
export function processPort(self: NodeJS.Process): ServerPort {
  const send = self.send?.bind(self);
  if (send === undefined)
    throw new Error('This program is started by Model Geometry, not by hand.');
  self.once('disconnect', () => self.exit(0));
  return {
    post: (message) =>
      void send(message, undefined, undefined, (error) => {
        if (error !== null) self.exit(1);
      }),
    onMessage: (listener) => void self.on('message', listener),
    closed: false,
  };
}
