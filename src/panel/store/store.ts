import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Clock } from '../../replay/clock.ts';
import { missingFrames } from '../../session/connection.ts';
import { createRemoteMatcher, regexWorker } from '../filter/remote-matcher.ts';
import type { Host, SiteAccess } from '../host.ts';
import { type Code, createCode } from './code.ts';
import { type Columns, createColumns } from './columns.ts';
import { type Composer, createComposer } from './composer.ts';
import { createFiles, type Files } from './files.ts';
import { createFinder, type Finder } from './find.ts';
import { createFollow, type Follow } from './follow.ts';
import { createGoToTime } from './go-to-time.ts';
import { watchHandshakes } from './handshakes.ts';
import { createHiding, type Hiding } from './hiding.ts';
import { createLibrary, type Library } from './library.ts';
import { watchLog } from './logged-sockets.ts';
import { createNotes, type Notes } from './notes.ts';
import { createPageConsole, type PageConsole } from './page-console.ts';
import { createPageRequests, type PageRequests } from './page-requests.ts';
import { createProblems, type Problems } from './problems.ts';
import type { Prompt } from './prompt.ts';
import { createQuery, type Query } from './query.ts';
import { createRecording, type Recording } from './recording.ts';
import type { Replay } from './replay-state.ts';
import { createRows } from './rows.ts';
import { createRowsInView, type RowsInView } from './rows-in-view.ts';
import type { Scheduler } from './scheduler.ts';
import { createSelection, type Selection } from './selection.ts';
import { createSettings, type Settings, type Storage } from './settings.ts';
import { createSortedRows, type SortedRows } from './sorted-rows.ts';
import type { SparkLines } from './sparks.ts';
import { createSpill, type Spill } from './spill.ts';
import type { Statistics } from './statistics.ts';
import { createStopAt } from './stop-at.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { createWorkerSwitch, type WorkerSwitch } from './worker-switch.ts';

export type View = 'frames' | 'replay';

/** What the status line counts. */
export interface Counts {
  shown: number;
  frames: number;
  connections: number;
  bytes: number;
  missing: number;
  scanning: boolean;
}

/** The panel's state and all that can be done with it. Views read its signals and call its actions, nothing else. */
export interface Store {
  host: Host;
  library: Library;
  selection: Selection;
  query: Query;
  notes: Notes;
  /** what the table shows, in its order */
  rows: SortedRows;
  columns: Columns;
  rowsInView: RowsInView;
  timeline: Timeline;
  /** there once they were loaded */
  readonly sparkLines: SparkLines;
  loadSparkLines(): Promise<SparkLines>;
  finder: Finder;
  follow: Follow;
  /** Brings the first frame shown from a moment on (milliseconds since the epoch) into view, and returns it. */
  goToTime(time: number): number | null;
  /** Asks the user for a time, and goes there. */
  askForTime(): Promise<void>;
  recording: Recording;
  composer: Composer;
  /** there once it was loaded */
  readonly replay: Replay;
  /** Loads what replays: a panel that only records does without. */
  loadReplay(): Promise<Replay>;
  /** Nobody is there any more to go on with a replay: what it opened is closed. */
  stopReplay(): void;
  /** there once it was loaded */
  readonly statistics: Statistics;
  /** Loads what counts: most of the time nobody asks for numbers. */
  loadStatistics(): Promise<Statistics>;
  /** whether statistics stand in the details, where no frame does */
  showsStatistics: Signal<boolean>;
  hiding: Hiding;
  files: Files;
  code: Code;
  settings: Settings;
  spill: Spill;
  problems: Problems;
  pageRequests: PageRequests;
  pageConsole: PageConsole;
  workerSwitch: WorkerSwitch;
  view: Signal<View>;
  showsShortcuts: Signal<boolean>;
  showsSettings: Signal<boolean>;
  /** what has just been done that nothing else shows; read out */
  said: Signal<string>;
  /** what the user is asked, null for nothing */
  prompt: Signal<Prompt | null>;
  /** recording stops at the first new frame that the filter finds */
  stopsAtMatch: Signal<boolean>;
  counts: ReadonlySignal<Counts>;
  access: Signal<SiteAccess>;
  /** the inspected page's URL, '' while unknown */
  pageUrl: Signal<string>;
  /** Asks the user for access to the inspected page; call it in a click. */
  allowSite(): Promise<void>;
  start(): Promise<void>;
}

/** While access is withheld, how often to look whether it was given elsewhere, in milliseconds. */
const ACCESS_POLL_MS = 1_000;

export function createStore(host: Host, scheduler: Scheduler, storage: Storage, clock: Clock): Store {
  const library = createLibrary(scheduler, Date.now);
  const settings = createSettings(storage);
  const problems = createProblems();
  const spill = createSpill({ host, library, settings, problems });
  const selection = createSelection(library);
  const query = createQuery();
  const notes = createNotes(library);
  const captured = createRows(scheduler, createRemoteMatcher(regexWorker));
  const columns = createColumns(settings.columns);
  const rows = createSortedRows({ library, captured, sort: columns.sort, scheduler });
  const rowsInView = createRowsInView();
  const timeline = createTimeline(library, scheduler, settings.timelineMeasure);
  const finder = createFinder({ library, captured, rows, rowsInView, selection, scheduler });
  const follow = createFollow(library, captured, selection);
  const recording = createRecording(host, library, settings);
  const composer = createComposer(library, selection, recording, problems);
  const hiding = createHiding(problems);
  const files = createFiles({ host, library, problems, selection, rows: captured, hiding, scheduler });
  const code = createCode({ files, hiding, problems });
  let replay: Replay | null = null;
  let statistics: Statistics | null = null;
  let sparkLines: SparkLines | null = null;
  const said = signal('');
  const view = signal<View>('frames');
  const access = signal<SiteAccess>('unknown');
  const pageUrl = signal('');
  const workerSwitch = createWorkerSwitch(host, pageUrl, problems);

  effect(() => {
    const session = library.active.value;
    const scope = selection.scope.value;
    const matcher = query.matcher.value;
    const risky = query.risky.value;
    if (query.asksForBookmarks.value) notes.revision.value;
    untracked(() => captured.reset(session, scope, matcher, risky));
  });
  effect(() => {
    library.revision.value;
    untracked(() => captured.extend());
  });

  const counts = computed((): Counts => {
    library.revision.value;
    captured.revision.value;
    const { frames, connections, forgotten } = library.active.value;
    let missing = forgotten.frames;
    for (const connection of connections) missing += missingFrames(connection);
    return {
      shown: captured.length,
      frames: frames.length,
      connections: connections.length,
      bytes: frames.bytes,
      missing,
      scanning: captured.scanned.value < frames.length && !captured.isGivenUp.value,
    };
  });

  let poll: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    access.value = await host.siteAccess();
    pageUrl.value = await host.pageUrl();
    clearTimeout(poll);
    if (access.value === 'withheld') poll = setTimeout(() => void look(), ACCESS_POLL_MS);
  };

  const prompt = signal<Prompt | null>(null);
  const goToTime = createGoToTime({ library, captured, rows, rowsInView, follow });

  return {
    host,
    library,
    selection,
    query,
    notes,
    rows,
    columns,
    rowsInView,
    timeline,
    get sparkLines() {
      if (!sparkLines) throw new Error('The sparklines are not loaded yet.');
      return sparkLines;
    },
    async loadSparkLines() {
      const { createSparkLines } = await import('./sparks.ts');
      sparkLines ??= createSparkLines(library, scheduler);
      return sparkLines;
    },
    finder,
    follow,
    goToTime,
    async askForTime() {
      const { timePrompt } = await import('./time-prompt.ts');
      prompt.value = timePrompt({ library, selection, goToTime });
    },
    recording,
    composer,
    get replay() {
      if (!replay) throw new Error('The replay is not loaded yet.');
      return replay;
    },
    async loadReplay() {
      const { createReplay } = await import('./replay.ts');
      replay ??= createReplay({
        host,
        library,
        recording,
        problems,
        selection,
        hiding,
        scheduler,
        clock,
        view,
        said,
      });
      return replay;
    },
    stopReplay: () => replay?.stop(),
    get statistics() {
      if (!statistics) throw new Error('The statistics are not loaded yet.');
      return statistics;
    },
    async loadStatistics() {
      const { createStatistics } = await import('./statistics.ts');
      statistics ??= createStatistics({ library, rows: captured, scheduler });
      return statistics;
    },
    showsStatistics: signal(false),
    hiding,
    files,
    code,
    settings,
    spill,
    problems,
    pageRequests: createPageRequests(host),
    pageConsole: createPageConsole({ host, library, problems, said }),
    workerSwitch,
    view,
    showsShortcuts: signal(false),
    showsSettings: signal(false),
    said,
    prompt,
    stopsAtMatch: createStopAt({ library, query, recording, selection }),
    counts,
    access,
    pageUrl,
    async allowSite() {
      await host.requestAccess();
      await look();
    },
    async start() {
      watchHandshakes(host, library, recording);
      watchLog(host, library, recording, problems);
      host.onNavigated(() => void look());
      await Promise.all([recording.start(), look(), workerSwitch.start(), spill.start()]);
    },
  };
}
