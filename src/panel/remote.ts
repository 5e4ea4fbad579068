export interface Remote<Job, Answer> {
  /**
   * Has a job done elsewhere; null where it took longer than `limit` milliseconds or failed, or somebody asked anew
   * meanwhile.
   */
  (job: Job, limit?: number): Promise<Answer | null>;
  /** Ends the worker, and with it what it is asked. */
  end(): void;
}

/** What a worker is sent, and what it sends back. */
export interface Asked<Job> {
  id: number;
  job: Job;
}
export interface Answered<Answer> {
  id: number;
  answer: Answer;
}

/**
 * A worker that does one job at a time, and is ended where that takes too long: the next job starts another.
 *
 * @param start makes a worker that answers each {@link Asked} with an {@link Answered}
 */
export function createRemote<Job, Answer>(start: () => Worker): Remote<Job, Answer> {
  let worker: Worker | null = null;
  let giveUp: (() => void) | null = null;
  let ids = 0;

  const end = (): void => {
    giveUp?.();
    worker?.terminate();
    worker = null;
  };
  const ask = (job: Job, limit?: number): Promise<Answer | null> => {
    // Whoever asks anew has no use for the answer before.
    giveUp?.();
    const id = ++ids;
    worker ??= start();
    const current = worker;
    return new Promise((resolve) => {
      const settle = (answer: Answer | null): void => {
        clearTimeout(timer);
        current.removeEventListener('message', onMessage);
        current.removeEventListener('error', fail);
        giveUp = null;
        if (answer === null) {
          current.terminate();
          worker = null;
        }
        resolve(answer);
      };
      const onMessage = ({ data }: MessageEvent<Answered<Answer>>): void => {
        if (data.id === id) settle(data.answer);
      };
      const timer = limit === undefined ? undefined : setTimeout(() => settle(null), limit);
      const fail = (): void => settle(null);
      giveUp = fail;
      current.addEventListener('message', onMessage);
      current.addEventListener('error', fail);
      current.postMessage({ id, job } satisfies Asked<Job>);
    });
  };
  return Object.assign(ask, { end });
}
