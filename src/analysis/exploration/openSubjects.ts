import { stat } from 'node:fs/promises';
import { parseReference } from '../../datasets/reference.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import { CodedModel } from './codedModel.ts';
import { ExploredSubject } from './exploredSubject.ts';
import { RecentlyUsed } from './recentlyUsed.ts';

/** A model's train and test set, or two models side by side. */
const heldSubjects = 2;

/** Models that stay open between requests, so that a look around pays for opening once. Opened anew when their files have changed. */
export class OpenSubjects {
  readonly #exact = new RecentlyUsed<ExploredSubject>(heldSubjects, (held) => void held.close());
  readonly #coded = new RecentlyUsed<CodedModel>(heldSubjects, (held) => void held.close());

  /** The subject in float64, for exact regions. Throws UserError as {@link ExploredSubject.open}. */
  async get(request: RegionSubjectRequest): Promise<ExploredSubject> {
    return this.#exact.get(await subjectKey(request), () => ExploredSubject.open(request));
  }

  /** The subject as any model can be run. Throws UserError as {@link CodedModel.open}. */
  async coded(request: RegionSubjectRequest): Promise<CodedModel> {
    return this.#coded.get(await subjectKey(request), () => CodedModel.open(request));
  }
}

/** Names a request and the state of its files. */
async function subjectKey(request: RegionSubjectRequest): Promise<string> {
  const { model, samples, set } = request;
  const named = [samples?.samples, ...Object.values({ ...set, ...samples?.set })];
  const data = named.flatMap((file) =>
    typeof file === 'string' ? [parseReference(file).path] : [],
  );
  const times = [model, ...data].map(async (path) => {
    // A file that is not there is refused, by name, when it is opened.
    const state = await stat(path).catch(() => undefined);
    return [state?.mtimeMs, state?.size];
  });
  return JSON.stringify([request, await Promise.all(times)]);
}
