import { stat } from 'node:fs/promises';
import { parseReference } from '../../datasets/reference.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import { ExploredSubject } from './exploredSubject.ts';
import { RecentlyUsed } from './recentlyUsed.ts';

/** A model's train and test set, or two models side by side. */
const heldSubjects = 2;

/** Models that stay open between requests, so that a look around pays for opening once. */
export class OpenSubjects {
  readonly #subjects = new RecentlyUsed<ExploredSubject>(
    heldSubjects,
    (subject) => void subject.close(),
  );

  /** The open subject of a request, opened anew when its files have changed. Throws UserError as {@link ExploredSubject.open}. */
  async get(request: RegionSubjectRequest): Promise<ExploredSubject> {
    return this.#subjects.get(await subjectKey(request), () => ExploredSubject.open(request));
  }
}

/** Names a request and the state of its files. */
export async function subjectKey(request: RegionSubjectRequest): Promise<string> {
  const { model, samples } = request;
  const data = samples ? [parseReference(samples.samples).path] : [];
  const times = [model, ...data].map(async (path) => {
    // A file that is not there is refused, by name, when it is opened.
    const state = await stat(path).catch(() => undefined);
    return [state?.mtimeMs, state?.size];
  });
  return JSON.stringify([request, await Promise.all(times)]);
}
