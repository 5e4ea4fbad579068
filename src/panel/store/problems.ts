import { type Signal, signal } from '@preact/signals';

/** Something the user should know of: one sentence what, one what to do. */
export interface Problem {
  id: number;
  what: string;
  todo: string;
  /** more lines for whoever wants them, such as each damaged line of a file */
  details: string[];
}

export interface Problems {
  list: Signal<Problem[]>;
  add(what: string, todo: string, details?: string[]): void;
  dismiss(id: number): void;
}

/** At most this many are shown; older ones make room. */
const MAX_PROBLEMS = 5;

export function createProblems(): Problems {
  const list = signal<Problem[]>([]);
  let ids = 0;
  return {
    list,
    add(what, todo, details = []) {
      const rest = list.value.filter((problem) => problem.what !== what);
      list.value = [...rest, { id: ++ids, what, todo, details }].slice(-MAX_PROBLEMS);
    },
    dismiss(id) {
      list.value = list.value.filter((problem) => problem.id !== id);
    },
  };
}
