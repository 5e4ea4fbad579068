import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Clock } from '../../replay/clock.ts';
import { volatilePaths } from '../../replay/learn.ts';
import { answersOf, makePlan, type Plan } from '../../replay/plan.ts';
import { differingPairs } from '../compare/differing-pairs.ts';
import type { Host } from '../host.ts';
import type { Side } from '../replay/comparison.ts';
import { outcomeOf } from '../replay/outcome.ts';
import { planRequest } from '../replay/plan-request.ts';
import { reloadArmed } from '../replay/reload-armed.ts';
import { createReplayRun, type ReplayRun } from '../replay/replay-run.ts';
import { waitingText } from '../replay/waiting-text.ts';
import { createDrawPace } from './draw-pace.ts';
import type { Hiding } from './hiding.ts';
import type { Library } from './library.ts';
import type { Problems } from './problems.ts';
import type { Recording } from './recording.ts';
import { createReplayChoice } from './replay-choice.ts';
import { createReplayPreparation } from './replay-preparation.ts';
import { handOverReport } from './replay-report.ts';
import { createReplaySetup, listOf } from './replay-setup.ts';
import {
  type Comparison,
  choiceId,
  clampSpeed,
  isUnderWay,
  type PacingChoice,
  type Preparing,
  type Replay,
  type ReplayJitter,
  type ReplayProgress,
  type ReplayState,
  type ReplayTarget,
  type UnmatchedSend,
} from './replay-state.ts';
import { createReplayValues } from './replay-values.ts';
import type { Scheduler } from './scheduler.ts';
import type { Selection } from './selection.ts';

/** While a replay goes on, its comparison is made anew at most this often, in milliseconds, … */
const COMPARE_MS = 500;
/** … and takes no more than this share of the time: it makes frames late. */
const COMPARE_SHARE = 0.04;

const NOT_RECORDED = { code: 1011, reason: 'not recorded', wasClean: true } as const;

const NOTHING_YET: ReplayProgress = { done: 0, total: 0, heard: 0, expected: 0, waitingFor: null };

interface Ports {
  host: Host;
  library: Library;
  recording: Recording;
  problems: Problems;
  selection: Selection;
  hiding: Hiding;
  scheduler: Scheduler;
  clock: Clock;
  /** what the panel shows */
  view: ReadonlySignal<'frames' | 'replay'>;
  /** what has just been done that nothing else shows */
  said: Signal<string>;
}

export function createReplay(ports: Ports): Replay {
  const { host, library, recording, problems, selection, scheduler, clock, view, said } = ports;
  const target = signal<ReplayTarget>('server');
  const pacing = signal<PacingChoice>('original');
  const speed = signal(1);
  const state = signal<ReplayState>('idle');
  const preparing = signal<Preparing | null>(null);
  const failure = signal<string | null>(null);
  const progress = signal<ReplayProgress>(NOTHING_YET);
  const round = signal({ now: 1, of: 1 });
  const jitter = signal<ReplayJitter | null>(null);
  const comparison = signal<Comparison | null>(null);
  const compared = signal<string | null>(null);
  const tracks = signal<readonly string[]>([]);
  const shownTrack = signal(0);
  const unmatched = signal<(UnmatchedSend & { track: number }) | null>(null);
  const setup = createReplaySetup();
  const values = createReplayValues(scheduler);
  const isBusy = (): boolean => isUnderWay(state.peek());
  const isFixed = computed(() => isUnderWay(state.value) || preparing.value !== null);
  const { choices, choice, script, scriptTrack, sides } = createReplayChoice(
    library,
    selection,
    target,
    setup.leftOut,
    isFixed,
  );
  const preparation = createReplayPreparation({ library, values, target, preparing, sides });
  const ignored = computed(() => listOf(setup.ignore.value));
  let run: ReplayRun | null = null;
  /** clock time before which the comparison is not made anew */
  let comparing = 0;

  const showComparison = (): void => {
    if (!run) return;
    const start = clock.now();
    comparison.value = run.compare(shownTrack.peek(), isBusy(), ignored.peek());
    comparing = clock.now() + Math.max(COMPARE_MS, (clock.now() - start) / COMPARE_SHARE);
  };

  const show = (): void => {
    if (!run) return;
    const now = run.player.progress;
    const wasBusy = isBusy();
    if (wasBusy && now.state === 'done' && !now.stopped && round.peek().now < round.peek().of)
      return playAgain(run);
    state.value = now.state;
    progress.value = {
      done: now.played + now.skipped,
      total: now.total,
      heard: now.received,
      expected: now.expected,
      waitingFor: now.waitingFor && waitingText(now.waitingFor),
    };
    jitter.value = now.jitter;
    failure.value = now.problem?.message ?? null;
    if (!isBusy()) unmatched.value = null;
    if (!isBusy() || clock.now() >= comparing) showComparison();
    else pace.lookAt(comparing);
    if (!wasBusy || isBusy()) return;
    // Where the replay is shown it says so itself.
    if (now.problem && view.peek() !== 'replay')
      problems.add(`The replay failed: ${now.problem.message}`, 'What was replayed so far is in Replay.');
    for (const [what, advice] of outcomeOf(run.plan, now)) problems.add(what, advice);
  };

  /** Where frames follow one another by themselves, to draw each change would keep the next ones waiting. */
  const showSoon = (): void => {
    if (!run) return;
    const { plan, player } = run;
    const goesOn = isBusy() && isUnderWay(player.state);
    const isStill = player.state === 'paused' || state.peek() === 'paused' || plan.pacing.by === 'manual';
    pace.soon(goesOn && !isStill);
  };
  const pace = createDrawPace(clock, scheduler, show, showSoon);

  /** Makes the plan, or says why it cannot be made. */
  const planFor = (chosen: readonly Side[]): Plan | null => {
    try {
      return makePlan(
        planRequest({
          target: target.peek(),
          pacing: pacing.peek(),
          speed: clampSpeed(speed.peek()),
          setup,
          sides: chosen,
          values: target.peek() === 'server' ? values.planned() : [],
        }),
      );
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      problems.add(`The replay cannot begin: ${what}`, 'Correct the plan, then start again.');
      return null;
    }
  };

  const play = (plan: Plan, chosen: readonly Side[]): ReplayRun => {
    pace.reset();
    run?.dispose();
    comparing = 0;
    unmatched.value = null;
    const begun = createReplayRun({ library, recording, clock }, plan, chosen, setup.opener.peek(), {
      onChange: showSoon,
      onUnmatched(track, payload) {
        if (plan.unmatched === 'pause') unmatched.value = { track, payload };
      },
    });
    run = begun;
    begun.player.start();
    show();
    return begun;
  };

  const playAgain = ({ plan, sides: chosen }: ReplayRun): void => {
    round.value = { ...round.peek(), now: round.peek().now + 1 };
    play(plan, chosen);
  };

  /** What comes is heard only while the page is recorded; the panel's own connections always are. */
  const recordWhatComes = (plan: Plan): void => {
    if (recording.on.peek() || (plan.target === 'server' && setup.opener.peek() === 'panel')) return;
    recording.toggle();
    said.value = 'Record is on again: what a replay brings has to be recorded.';
  };

  /** Begins once all is there that it needs; `then` is what to do with it. */
  const begin = (rounds: number, then: (begun: ReplayRun) => void = () => {}): void => {
    if (isFixed.peek()) return;
    const chosen = sides();
    if (chosen.length === 0)
      return problems.add(
        'The replay cannot begin: no connection is chosen that can be replayed.',
        'Choose a recording and connections of it, then start again.',
      );
    const compares = choice.peek();
    preparation.prepare(chosen, () => {
      const plan = planFor(chosen);
      if (!plan) return;
      recordWhatComes(plan);
      round.value = { now: 1, of: rounds };
      tracks.value = chosen.map(({ connection }) => `${connection.index + 1} ${connection.url}`);
      shownTrack.value = 0;
      compared.value = compares;
      then(play(plan, chosen));
    });
  };

  effect(() => {
    // What comes after the last frame went out belongs to the result as well, whatever session is shown meanwhile.
    library.growth.value;
    if (untracked(() => run && !pace.isComing())) untracked(() => pace.soon(true));
  });
  effect(() => {
    shownTrack.value;
    ignored.value;
    untracked(() => run && pace.soon(false));
  });
  effect(() => {
    choice.value;
    untracked(() => {
      scriptTrack.value = 0;
      setup.reset();
      preparation.forget();
    });
  });

  return {
    target,
    choices,
    choice,
    script,
    scriptTrack,
    setup,
    values,
    pacing,
    speed,
    state,
    preparing,
    failure,
    progress,
    round,
    jitter,
    comparison,
    compared,
    tracks,
    shownTrack,
    unmatched,
    choose(session, connection) {
      const id = choiceId(session, connection);
      if (!isFixed.peek() && choices.peek().some((one) => one.id === id)) choice.value = id;
    },
    start: () => begin(setup.rounds.peek()),
    pause: () => run?.player.pause(),
    resume() {
      unmatched.value = null;
      run?.player.resume();
    },
    step: () => void run?.player.step(),
    stop() {
      preparation.cancel();
      round.value = { ...round.peek(), of: round.peek().now };
      run?.player.stop();
    },
    reloadAndReplay: () =>
      begin(1, (begun) => {
        recording.keepOnce();
        if (setup.from.peek() > 1) begun.player.seek(0, setup.from.peek() - 1);
        const plan = { run: begun.id, answers: answersOf(begun.plan) };
        void reloadArmed({ host, recording }, plan, () => run === begun && isBusy());
      }),
    seek: (step) => run?.player.seek(shownTrack.peek(), step - 1),
    settleUnmatched(how) {
      const track = unmatched.peek()?.track;
      unmatched.value = null;
      if (track === undefined || !run) return;
      if (how === 'answer') run.player.step(track);
      if (how === 'close') run.player.close(track, NOT_RECORDED);
      run.player.resume();
    },
    ignore(path) {
      const list = ignored.peek();
      if (!list.includes(path)) setup.ignore.value = [...list, path].join(', ');
    },
    learn() {
      const shown = comparison.peek();
      const found = shown ? volatilePaths(differingPairs(shown), shown.mask) : [];
      if (found.length > 0) setup.ignore.value = [...new Set([...ignored.peek(), ...found])].join(', ');
      else
        problems.add(
          'No field that differs looks like an id or a time.',
          'Select a frame that differs, then press Ignore beside the field that does not count.',
        );
    },
    findValues: preparation.findValues,
    report(format) {
      const ending = () => ({ state: state.peek(), progress: progress.peek(), failure: failure.peek() });
      if (run) void handOverReport(ports, run, format, ending, ignored.peek());
    },
  };
}
