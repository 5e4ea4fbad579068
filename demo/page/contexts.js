// @ts-check

/** @param {import('./card.js').Card} card */
export function contexts(card) {
  const place = card.find('.frames', HTMLDivElement);
  const button = (/** @type {string} */ name) => card.find(`button[name=${name}]`, HTMLButtonElement);
  /** @type {Worker | null} */
  let worker = null;

  card.onClick('button[name=frame]', () => {
    const frame = document.createElement('iframe');
    frame.src = '/frame.html';
    frame.title = 'A frame with a socket';
    place.append(frame);
    toggle('frame', 'remove', true);
  });
  card.onClick('button[name=remove]', () => {
    place.replaceChildren();
    toggle('frame', 'remove', false);
  });
  card.onClick('button[name=worker]', () => {
    worker = new Worker('/worker.js');
    worker.onmessage = ({ data }) => card.print(`worker: ${data}`);
    toggle('worker', 'terminate', true);
  });
  card.onClick('button[name=terminate]', () => {
    worker?.terminate();
    card.print('worker stopped');
    toggle('worker', 'terminate', false);
  });

  /**
   * @param {string} start
   * @param {string} stop
   * @param {boolean} running
   */
  function toggle(start, stop, running) {
    button(start).disabled = running;
    button(stop).disabled = !running;
  }
}
