import { installPackages, rootPrefix } from '../../scripts/debian.mjs';
import { absenceOf, INSTALLABLE, mustBeThere } from './presence.ts';

/** Vitest's global setup of this suite: with `--install` fetches the servers that are not here; says which are not. */
export default function setup(): void {
  const wanted = absent().filter(mustBeThere);
  if (wanted.length > 0) {
    const prefix = rootPrefix();
    if (!prefix) console.warn('Servers are installed by apt-get, as root or with sudo that asks nothing.');
    else
      installPackages(
        wanted.flatMap(({ packages }) => packages),
        prefix,
      );
  }
  for (const { name, reason } of absent()) console.info(`Not here, and so not tested: ${name} (${reason}).`);
}

const absent = () => Object.keys(INSTALLABLE).flatMap((key) => absenceOf(key) ?? []);
