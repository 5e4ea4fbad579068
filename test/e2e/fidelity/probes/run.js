import { close } from './close.js';
import { construct } from './construct.js';
import { events } from './events.js';
import { identity } from './identity.js';
import { realms } from './realms.js';
import { send } from './send.js';
import { subclass } from './subclass.js';
import { workers } from './workers.js';
import { world } from './world.js';

const GROUPS = { identity, construct, subclass, events, send, close, realms, world, workers };
/** Milliseconds after which a probe is given up. */
const PATIENCE = 5_000;

/** A browser that was busy with something else may answer late once: a probe that is never answered is late twice. */
async function answer(run) {
  const first = await attempt(run);
  return first?.late ? attempt(run) : first;
}

async function attempt(run) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE, { late: true });
  });
  try {
    return await Promise.race([run(), late]);
  } catch (error) {
    return { failed: `${error.name}: ${error.message}` };
  } finally {
    clearTimeout(timer);
    for (const element of document.querySelectorAll('iframe')) element.remove();
  }
}

/** Runs the probes of these groups one after the other: their answers by name, as JSON. */
globalThis.runProbes = async (...names) => {
  const answers = {};
  for (const group of names.length ? names : Object.keys(GROUPS))
    for (const [name, run] of Object.entries(GROUPS[group])) answers[`${group}: ${name}`] = await answer(run);
  return JSON.stringify(answers);
};
