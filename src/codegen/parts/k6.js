import { check } from 'k6';
import { Counter } from 'k6/metrics';
import { play } from './play.js';
import { connections } from './recorded.js';

export const options = {
  // How many users play the recording at once, and how often in all.
  vus: 1,
  iterations: 1,
};

const same = new Counter('replies_as_recorded');
const different = new Counter('replies_different');
const missing = new Counter('replies_missing');

export default async function () {
  const results = await Promise.all(connections.map(play));
  for (const result of results) {
    same.add(result.same);
    different.add(result.different);
    missing.add(result.missing);
    check(result, { 'went as recorded': ({ isAsRecorded }) => isAsRecorded });
  }
}
