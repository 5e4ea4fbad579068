// @ts-check
import { once } from 'node:events';
import net from 'node:net';

/** Milliseconds a script in the browser may take. */
const SCRIPT_TIMEOUT = 60_000;
const PAGE_LOAD_TIMEOUT = 60_000;

/** An element's handle, as WebDriver spells it. */
export const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** What Firefox answered instead of a result; `code` is WebDriver's, such as `no such element`. */
export class MarionetteError extends Error {
  /**
   * @param {string} command
   * @param {{ error: string, message: string }} answer
   */
  constructor(command, answer) {
    super(`${command}: ${answer.error}: ${answer.message}`);
    this.name = 'MarionetteError';
    this.code = answer.error;
  }
}

/**
 * A client of Marionette, the remote control built into Firefox: WebDriver's commands, plus scripts with the
 * browser's own privileges, which WebDriver has no way to. Messages are `LENGTH:[0, id, command, parameters]` and
 * `LENGTH:[1, id, error, result]`; a greeting comes first.
 */
export class Marionette {
  #socket;
  #last = 0;
  /** @type {Map<number, { command: string, resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #received = Buffer.alloc(0);
  /** WebDriver's name for this session. */
  session = '';

  /** @param {net.Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const { command, reject } of this.#waiting.values())
        reject(new Error(`${command}: Firefox has closed the connection.`));
      this.#waiting.clear();
    });
  }

  /** @param {number} port */
  static async connect(port) {
    const socket = net.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const marionette = new Marionette(socket);
    const { sessionId } = await marionette.command('WebDriver:NewSession', { acceptInsecureCerts: true });
    marionette.session = sessionId;
    await marionette.command('WebDriver:SetTimeouts', {
      script: SCRIPT_TIMEOUT,
      pageLoad: PAGE_LOAD_TIMEOUT,
      implicit: 0,
    });
    return marionette;
  }

  /**
   * @param {string} command
   * @param {object} [parameters]
   * @returns {Promise<any>} its value
   * @throws {MarionetteError}
   */
  async command(command, parameters = {}) {
    const id = ++this.#last;
    const message = Buffer.from(JSON.stringify([0, id, command, parameters]));
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { command, resolve, reject }));
    if (this.#socket.destroyed) throw new Error(`${command}: Firefox has closed the connection.`);
    this.#socket.write(Buffer.concat([Buffer.from(`${message.length}:`), message]));
    const result = await answer;
    return result && Object.hasOwn(result, 'value') ? result.value : result;
  }

  /**
   * Runs `script`, the body of an async function, and returns what it returns, as JSON.
   * @param {'chrome' | 'content'} context the browser itself, or the document it is pointed at
   * @param {string} script sees its arguments as `args`
   * @param {unknown[]} args JSON or element handles
   * @returns {Promise<any>}
   */
  async run(context, script, args) {
    await this.command('Marionette:SetContext', { value: context });
    const answer = await this.command('WebDriver:ExecuteAsyncScript', {
      script: `const args = [...arguments];
        const done = args.pop();
        (async () => { ${script} })().then(
          (value) => done({ value }),
          (error) => done({ error: String(error), stack: String(error?.stack ?? '') }),
        );`,
      args,
      newSandbox: true,
      ...(context === 'chrome' && { sandbox: 'system' }),
    });
    if (answer.error) throw new Error(`${answer.error}\n${answer.stack}`);
    return answer.value ?? undefined;
  }

  /** @param {Buffer} chunk */
  #read(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon < 0) return;
      const start = colon + 1;
      const end = start + Number(this.#received.toString('latin1', 0, colon));
      if (this.#received.length < end) return;
      const message = JSON.parse(this.#received.toString('utf8', start, end));
      this.#received = this.#received.subarray(end);
      if (Array.isArray(message)) this.#settle(message);
    }
  }

  /** @param {any[]} answer */
  #settle([, id, error, result]) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    if (error) waiting.reject(new MarionetteError(waiting.command, error));
    else waiting.resolve(result);
  }
}
