// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** Seconds to wait for another installation to let go of dpkg's lock. */
const DPKG_LOCK_SECONDS = 300;

/**
 * Runs a command while no package may start a service: what is installed here is started by whoever needs it, on a
 * port of its own. https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
 */
const WITHOUT_SERVICES = `
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\\nexit 101\\n' >$policy
    chmod +x $policy
  fi
  "$@"`;

/** What /etc/os-release says; '' where there is none. */
export function debianRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

/**
 * What goes before an apt command on Debian and its kin: nothing as root, sudo where it asks nothing; else null.
 * @returns {string[] | null}
 */
export function rootPrefix() {
  if (platform() !== 'linux' || !/^ID(?:_LIKE)?=.*\bdebian\b/m.test(debianRelease())) return null;
  if (!succeeds('apt-get', '--version')) return null;
  if (process.getuid?.() === 0) return [];
  return succeeds('sudo', '-n', 'true') ? ['sudo', '-n'] : null;
}

/**
 * Installs packages and no more than they need.
 * @param {readonly string[]} packages
 * @param {readonly string[]} prefix see {@link rootPrefix}
 * @throws where apt fails
 */
export function installPackages(packages, prefix) {
  const lock = `DPkg::Lock::Timeout=${DPKG_LOCK_SECONDS}`;
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', lock];
  run([...prefix, ...apt, 'update']);
  const install = [...apt, 'install', '-y', '--no-install-recommends', ...packages];
  run([...prefix, 'sh', '-c', WITHOUT_SERVICES, 'sh', ...install]);
}

/**
 * @param {string} program
 * @param {string[]} parameters
 */
function succeeds(program, ...parameters) {
  return spawnSync(program, parameters, { stdio: 'ignore' }).status === 0;
}

/** @param {string[]} command */
function run([program = '', ...parameters]) {
  execFileSync(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
}
