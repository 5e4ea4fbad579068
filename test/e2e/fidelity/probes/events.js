import { at, keysOf, next, opened, outcome, REFUSED, show, sleep, story } from './kit.js';

const describe = (event, socket) => ({
  type: event.type,
  class: Object.getPrototypeOf(event).constructor.name,
  isTrusted: event.isTrusted,
  bubbles: event.bubbles,
  cancelable: event.cancelable,
  composed: event.composed,
  defaultPrevented: event.defaultPrevented,
  phase: event.eventPhase,
  target: event.target === socket,
  currentTarget: event.currentTarget === socket,
  srcElement: event.srcElement === socket,
  path: event.composedPath().map((it) => it === socket),
  ownKeys: keysOf(event),
  time: typeof event.timeStamp,
  current: window.event === event,
});

/** Runs `attach` on a socket that hears one message, and says what it logged. */
async function listening(attach, ...steps) {
  const log = [];
  const socket = new WebSocket(at(...(steps.length ? steps : [{ text: 'x' }])));
  const put = (what) => () => log.push(what);
  await attach(socket, put, log);
  await next(socket, 'message');
  await sleep(0);
  socket.close();
  return log;
}

/** The order in which listeners and the handler attribute hear. */
export const events = {
  open: async () => {
    const socket = new WebSocket(at());
    return new Promise((resolve) => {
      socket.onopen = (event) => resolve([describe(event, socket), socket.readyState]);
    });
  },
  message: async () => {
    const socket = new WebSocket(at({ text: 'x' }));
    return new Promise((resolve) => {
      socket.onmessage = (event) => {
        const { data, lastEventId, source, ports } = event;
        const origin = event.origin.replace(location.host, 'HOST');
        resolve([
          describe(event, socket),
          data,
          origin,
          lastEventId,
          source,
          show(ports),
          Object.isFrozen(ports),
        ]);
      };
    });
  },
  error: async () => {
    const socket = new WebSocket(REFUSED);
    return new Promise((resolve) => {
      socket.onerror = (event) => resolve([describe(event, socket), socket.readyState]);
    });
  },
  close: async () => {
    const socket = new WebSocket(at({ close: [3001, 'bye'] }));
    return new Promise((resolve) => {
      socket.onclose = (event) =>
        resolve([describe(event, socket), event.code, event.reason, event.wasClean, socket.readyState]);
    });
  },
  'a whole life': () =>
    story(new WebSocket(at({ text: 'a' }, { hex: '0102' }, { text: '' }, { close: [1000] }))),
  'a life that never began': () => story(new WebSocket(REFUSED)),
  'state around the constructor': async () => {
    const socket = new WebSocket(at());
    const states = [socket.readyState];
    await null;
    states.push(socket.readyState);
    queueMicrotask(() => states.push(socket.readyState));
    await next(socket, 'open');
    return [...states, socket.readyState];
  },
  'handlers begin as null': () => {
    const socket = new WebSocket(at());
    return [socket.onopen, socket.onmessage, socket.onerror, socket.onclose];
  },
  'what a handler may be set to': () => {
    const socket = new WebSocket(at());
    const work = () => {};
    return [5, 'x', {}, work, null, undefined, [], Symbol.iterator, true].map((value) => {
      socket.onmessage = value;
      return socket.onmessage === value ? 'kept' : show(socket.onmessage);
    });
  },
  'handler, then listener': () =>
    listening((socket, put) => {
      socket.onmessage = put('handler');
      socket.addEventListener('message', put('listener'));
    }),
  'listener, then handler': () =>
    listening((socket, put) => {
      socket.addEventListener('message', put('listener'));
      socket.onmessage = put('handler');
    }),
  'a handler that is replaced keeps its place': () =>
    listening((socket, put) => {
      socket.onmessage = put('first');
      socket.addEventListener('message', put('listener'));
      socket.onmessage = put('second');
    }),
  'a handler that was taken away comes last': () =>
    listening((socket, put) => {
      socket.onmessage = put('first');
      socket.addEventListener('message', put('listener'));
      socket.onmessage = null;
      socket.onmessage = put('second');
    }),
  'a handler that is an object keeps its place': () =>
    listening((socket, put) => {
      socket.onmessage = {};
      socket.addEventListener('message', put('listener'));
      socket.onmessage = put('handler');
    }),
  'a handler set to a number gives up its place': () =>
    listening((socket, put) => {
      socket.onmessage = put('first');
      socket.addEventListener('message', put('listener'));
      socket.onmessage = 5;
      socket.onmessage = put('second');
    }),
  'a handler with handleEvent is not called': () =>
    listening((socket, put) => {
      socket.onmessage = { handleEvent: put('never') };
      socket.addEventListener('message', put('listener'));
    }),
  'this and arguments of a handler': () =>
    listening((socket, _put, log) => {
      socket.onmessage = function (...args) {
        log.push([this === socket, args.length, args[0].type]);
        return false;
      };
      socket.addEventListener('message', (event) => log.push(event.defaultPrevented));
    }),
  'a handler taken away while it hears': () =>
    listening((socket, put, log) => {
      socket.addEventListener('message', () => {
        socket.onmessage = null;
        log.push('remover');
      });
      socket.onmessage = put('never');
    }),
  'a handler replaced while the event is under way': () =>
    listening((socket, put) => {
      socket.addEventListener('message', () => {
        socket.onmessage = put('second');
      });
      socket.onmessage = put('first');
    }),
  once: () =>
    listening(
      async (socket, put) => {
        socket.addEventListener('message', put('once'), { once: true });
        socket.addEventListener('message', put('always'));
        await next(socket, 'message');
      },
      { text: 'a' },
      { wait: 20 },
      { text: 'b' },
    ),
  signal: () =>
    listening((socket, put) => {
      const controller = new AbortController();
      socket.addEventListener('message', put('aborted'), { signal: controller.signal });
      socket.addEventListener('message', put('kept'), { signal: new AbortController().signal });
      controller.abort();
    }),
  handleEvent: () =>
    listening((socket, _put, log) => {
      const listener = {
        get handleEvent() {
          log.push('looked up');
          return function (event) {
            log.push([this === listener, event.type]);
          };
        },
      };
      socket.addEventListener('message', listener);
    }),
  'the same listener twice': () =>
    listening((socket, put) => {
      const listener = put('heard');
      socket.addEventListener('message', listener);
      socket.addEventListener('message', listener);
      socket.addEventListener('message', listener, { passive: true });
      socket.addEventListener('message', listener, true);
    }),
  'capture and bubble': () =>
    listening((socket, put) => {
      socket.addEventListener('message', put('bubble'));
      socket.addEventListener('message', put('capture'), true);
      socket.addEventListener('message', put('bubble 2'));
    }),
  removeEventListener: () =>
    listening((socket, put) => {
      const listener = put('removed');
      socket.addEventListener('message', listener);
      socket.addEventListener('message', put('kept'));
      socket.removeEventListener('message', listener);
    }),
  stopImmediatePropagation: () =>
    listening(
      (socket, put) => {
        socket.addEventListener('message', (event) => {
          put('first')();
          setTimeout(() => {}, 0);
          if (event.data === 'x') event.stopImmediatePropagation();
        });
        socket.onmessage = put('never');
        return null;
      },
      { text: 'x' },
      { wait: 10 },
      { text: 'y' },
    ),
  stopPropagation: () =>
    listening((socket, put) => {
      socket.addEventListener('message', (event) => event.stopPropagation());
      socket.addEventListener('message', put('still'));
    }),
  preventDefault: () =>
    listening((socket, _put, log) => {
      socket.addEventListener('message', (event) => {
        event.preventDefault();
        log.push(event.defaultPrevented, event.returnValue);
      });
    }),
  'a listener added while the event is under way': () =>
    listening((socket, put) => {
      socket.addEventListener('message', () => socket.addEventListener('message', put('never')));
      socket.addEventListener('message', put('there'));
    }),
  'a listener that throws': () =>
    listening(
      async (socket, put, log) => {
        const onError = (event) => {
          log.push([event.message, show(event.error)]);
          event.preventDefault();
        };
        addEventListener('error', onError);
        socket.onmessage = () => {
          throw new RangeError('mine');
        };
        socket.addEventListener('message', put('after'));
        await next(socket, 'message');
        removeEventListener('error', onError);
      },
      { text: 'x' },
      { wait: 10 },
      { text: 'y' },
    ),
  'microtasks between listeners': () =>
    listening((socket, _put, log) => {
      for (const name of ['one', 'two'])
        socket.addEventListener('message', () => {
          log.push(name);
          queueMicrotask(() => log.push(`${name} microtask`));
          Promise.resolve().then(() => log.push(`${name} promise`));
        });
    }),
  'microtasks before open': async () => {
    const log = [];
    const socket = new WebSocket(at());
    queueMicrotask(() => log.push(['microtask', socket.readyState]));
    setTimeout(() => log.push('a task'), 0);
    socket.onopen = () => log.push('open');
    log.push('after the constructor');
    await next(socket, 'open');
    return log.filter((entry) => entry !== 'a task');
  },
  'messages and microtasks in order': async () => {
    const log = [];
    const socket = new WebSocket(at({ text: 'a' }, { hex: '01' }, { text: 'b' }));
    await new Promise((resolve) => {
      socket.onmessage = async (event) => {
        log.push(show(event.data));
        await null;
        log.push('then');
        if (event.data === 'b') resolve();
      };
    });
    return log;
  },
  'no other task between messages of one socket sees another state': async () => {
    const socket = new WebSocket(at({ text: 'a' }, { text: 'b' }, { close: [1000] }));
    const log = [];
    socket.onmessage = ({ data }) => {
      log.push([data, socket.readyState]);
      Promise.resolve().then(() => log.push(`${data} microtask`));
    };
    await next(socket, 'close');
    return [log.map(([first]) => first), socket.readyState];
  },

  'synthetic events': async () => {
    const socket = await opened();
    const log = [];
    socket.onmessage = (event) => log.push(['message', event.isTrusted, show(event.data)]);
    socket.onopen = (event) => log.push(['open', event.isTrusted]);
    socket.onclose = (event) => log.push(['close', event.isTrusted, event.code]);
    socket.onerror = () => log.push('error');
    const answers = [
      socket.dispatchEvent(new MessageEvent('message', { data: { any: 1 } })),
      socket.dispatchEvent(new Event('open', { cancelable: true })),
      socket.dispatchEvent(new CloseEvent('close', { code: 7 })),
      socket.dispatchEvent(new Event('error')),
      socket.dispatchEvent(new Event('message')),
    ];
    return [log, answers, socket.readyState];
  },
  'dispatching a real event again': async () => {
    const socket = new WebSocket(at({ text: 'x' }));
    const log = [];
    await new Promise((resolve) => {
      socket.onmessage = (event) => {
        log.push(outcome(() => socket.dispatchEvent(event)));
        setTimeout(() => {
          socket.onmessage = (again) => log.push([again.isTrusted, again.data]);
          log.push(outcome(() => socket.dispatchEvent(event)));
          resolve();
        }, 0);
      };
    });
    return log;
  },
  'a real event dispatched elsewhere': async () => {
    const socket = new WebSocket(at({ text: 'x' }));
    const event = await next(socket, 'message');
    await sleep(0);
    const target = new EventTarget();
    const log = [];
    target.addEventListener('message', (heard) => log.push([heard === event, heard.isTrusted, heard.data]));
    target.dispatchEvent(event);
    return log;
  },
  'an event after its time': async () => {
    const socket = new WebSocket(at({ text: 'x' }));
    const event = await next(socket, 'message');
    await sleep(0);
    return [event.currentTarget, event.eventPhase, event.target === socket, event.composedPath().length];
  },
  'own properties put on an event': async () => {
    const socket = new WebSocket(at({ text: 'x' }));
    socket.addEventListener('message', (event) => {
      event.mine = 1;
      Object.defineProperty(event, 'data', { value: 'changed' });
    });
    const event = await next(socket, 'message');
    return [event.mine, event.data, keysOf(event)];
  },

  'binaryType at first': () => new WebSocket(at()).binaryType,
  'binaryType set to anything': () => {
    const socket = new WebSocket(at());
    return [
      'arraybuffer',
      'ARRAYBUFFER',
      '',
      'x',
      5,
      null,
      undefined,
      'blob',
      { toString: () => 'arraybuffer' },
    ].map((value) => [outcome(() => Reflect.set(socket, 'binaryType', value)), socket.binaryType]);
  },
  'binaryType set to a symbol': () => {
    const socket = new WebSocket(at());
    return outcome(() => Reflect.set(socket, 'binaryType', Symbol('x')));
  },
  'binary as a Blob': async () => {
    const socket = new WebSocket(at({ hex: '010203' }));
    const { data } = await next(socket, 'message');
    return [show(data), data instanceof Blob, show(await data.arrayBuffer())];
  },
  'binary as an ArrayBuffer': async () => {
    const socket = new WebSocket(at({ hex: '010203' }));
    socket.binaryType = 'arraybuffer';
    const { data } = await next(socket, 'message');
    return [show(data), data instanceof ArrayBuffer, data.resizable, data.detached];
  },
  'empty binary': async () => {
    const socket = new WebSocket(at({ hex: '' }, { await: 1 }, { hex: '' }));
    const blob = await next(socket, 'message');
    socket.binaryType = 'arraybuffer';
    socket.send('x');
    return [show(blob.data), show((await next(socket, 'message')).data)];
  },
  'binaryType switched between messages': async () => {
    const socket = new WebSocket(at({ hex: '01' }, { await: 1 }, { hex: '02' }, { await: 1 }, { hex: '03' }));
    const seen = [];
    for (const type of ['arraybuffer', 'blob', 'arraybuffer']) {
      socket.binaryType = type;
      seen.push(show((await next(socket, 'message')).data));
      socket.send('next');
    }
    return seen;
  },
  'binaryType switched before the message is read': async () => {
    const socket = new WebSocket(at({ hex: '01' }));
    await next(socket, 'open');
    socket.binaryType = 'arraybuffer';
    return show((await next(socket, 'message')).data);
  },
  'the same data at every reading': async () => {
    const socket = new WebSocket(at({ hex: '01' }));
    socket.binaryType = 'arraybuffer';
    const event = await next(socket, 'message');
    const { data } = event;
    return data === event.data;
  },
  "a received buffer is the page's own": async () => {
    const socket = new WebSocket(at({ hex: '010203' }));
    socket.binaryType = 'arraybuffer';
    const { data } = await next(socket, 'message');
    new Uint8Array(data).fill(9);
    structuredClone(data, { transfer: [data] });
    return [data.byteLength, data.detached];
  },
  'large text': async () => {
    const socket = await opened();
    socket.send('é'.repeat(1 << 19));
    const { data } = await next(socket, 'message');
    return [data.length, data === 'é'.repeat(1 << 19)];
  },
  'a message handed to structuredClone': async () => {
    const socket = new WebSocket(at({ text: 'x' }));
    const event = await next(socket, 'message');
    return outcome(() => structuredClone(event));
  },
};
