import { play } from './play.js';
import { connections } from './recorded.js';

const results = await Promise.all(connections.map(play));
for (const [index, { sent, same, different, missing, hasOpened, isAsRecorded }] of results.entries()) {
  const what = hasOpened
    ? `${sent} sent, ${same} replies as recorded, ${different} different, ${missing} missing`
    : 'did not open';
  console.log(`Connection ${index + 1}: ${what}${hasOpened || !isAsRecorded ? '' : ', as recorded'}`);
}
process.exitCode = results.every(({ isAsRecorded }) => isAsRecorded) ? 0 : 1;
