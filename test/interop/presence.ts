import { type Command, succeeds } from './process.ts';
import { JARS, sourceOf } from './recipes.ts';
import { SERVERS } from './servers.ts';

/** What can be installed on Debian. */
interface Installable {
  name: string;
  packages: readonly string[];
  /** end well where it is there */
  probes: readonly Command[];
  /** what `--install` does not bring, and without which the rest is no use */
  excuse?: { probe: Command; text: string };
}

const debian = ({ name, source }: { name: string; source: { debian: string[] } }) => ({
  name,
  packages: source.debian,
});

export const INSTALLABLE = {
  tornado: { ...debian(SERVERS.tornado), probes: [['python3', '-c', 'import tornado']] },
  eventMachine: { ...debian(SERVERS.eventMachine), probes: [['ruby', '-e', "require 'em-websocket'"]] },
  jetty: {
    ...debian(SERVERS.jetty),
    probes: [['ls', ...JARS]],
    excuse: { probe: ['javac', '-version'], text: 'it takes a JDK, such as default-jdk-headless' },
  },
  libwebsockets: {
    ...debian(SERVERS.libwebsockets),
    probes: [['cc', '-fsyntax-only', sourceOf('lws_echo.c')]],
  },
  yaws: {
    ...debian(SERVERS.yaws),
    probes: [['erl', '-noshell', '-eval', 'halt(case code:which(yaws) of non_existing -> 1; _ -> 0 end).']],
  },
  mono: {
    ...debian(SERVERS.mono),
    probes: [
      ['mcs', '--version'],
      ['mono', '--version'],
    ],
  },
  nginx: { name: 'nginx', packages: ['nginx-light'], probes: [['nginx', '-v']] },
} satisfies Record<string, Installable>;

export type InstallableKey = keyof typeof INSTALLABLE;

export interface Absence {
  name: string;
  packages: readonly string[];
  /** in words */
  reason: string;
  /** whether installing the packages would not help */
  isExcused: boolean;
}

/** Why a server cannot be started on this machine; null where it can, as with all that come from npm. */
export function absenceOf(key: string): Absence | null {
  if (!(key in INSTALLABLE)) return null;
  const { name, packages, probes, excuse }: Installable = INSTALLABLE[key as InstallableKey];
  if (excuse && !succeeds(excuse.probe)) return { name, packages, reason: excuse.text, isExcused: true };
  if (probes.every(succeeds)) return null;
  return { name, packages, reason: `apt-get install ${packages.join(' ')}`, isExcused: false };
}

/** Set by `--install`: what is not there then is a failure. */
export const mustBeThere = (absence: Absence): boolean =>
  Boolean(process.env.FRAMEREEL_INSTALL) && !absence.isExcused;
