import { at, frame, keysOf, next, opened, outcome, shape, show, sleep } from './kit.js';

/** What a Window's WebSocket is to that Window. */
const check = (view) => [
  typeof view.WebSocket,
  view.WebSocket !== WebSocket,
  view.WebSocket.prototype.constructor === view.WebSocket,
  Object.getPrototypeOf(view.WebSocket) === view.EventTarget,
  shape(view, 'WebSocket'),
  keysOf(view.WebSocket),
  view.WebSocket.name,
];

/** Sends through a socket of that Window and back. */
async function echoed(view, text = 'x') {
  const socket = new view.WebSocket(at());
  await next(socket, 'open');
  socket.send(text);
  const { data, origin } = await next(socket, 'message');
  socket.close();
  return [
    data,
    origin.replace(location.host, 'HOST'),
    socket instanceof view.WebSocket,
    socket instanceof WebSocket,
  ];
}

/** What a script reports from a frame that this page cannot look into. */
async function reported(attributes) {
  const element = document.createElement('iframe');
  Object.assign(element, attributes);
  const answer = next(window, 'message');
  document.body.append(element);
  const { data } = await answer;
  element.remove();
  return data;
}

const REPORT = `<!doctype html><script>
  const socket = new WebSocket('${at().replace('</', '')}');
  const early = [WebSocket.name, WebSocket.length, Object.keys(globalThis).length, String(WebSocket.prototype.constructor === WebSocket)];
  const seen = [];
  addEventListener('message', () => seen.push('message'));
  socket.onopen = () => socket.send('x');
  socket.onmessage = ({ data, origin }) =>
    parent.postMessage([early, seen, data, typeof origin, self.origin === 'null'], '*');
</script>`;

const realmOf = (error, view) =>
  error instanceof view.Error ? 'theirs' : error instanceof Error ? 'ours' : 'neither';

function caught(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
}

/** Frames, pop-ups and what one realm borrows from another. */
export const realms = {
  'about:blank at once': () => {
    const element = document.createElement('iframe');
    document.body.append(element);
    const view = element.contentWindow;
    const seen = check(view);
    element.remove();
    return seen;
  },
  'about:blank at once and later': async () => {
    const element = document.createElement('iframe');
    const loaded = next(element, 'load');
    document.body.append(element);
    const { WebSocket: early } = element.contentWindow;
    await loaded;
    await sleep(20);
    return [early === element.contentWindow.WebSocket, await echoed(element.contentWindow)];
  },
  'about:blank': async () => {
    const { contentWindow } = await frame();
    return [check(contentWindow), await echoed(contentWindow)];
  },
  'src=about:blank': async () => {
    const { contentWindow } = await frame({ src: 'about:blank' });
    return [check(contentWindow), await echoed(contentWindow)];
  },
  srcdoc: async () => {
    const { contentWindow } = await frame({ srcdoc: '<p>x</p>' });
    return [check(contentWindow), await echoed(contentWindow)];
  },
  'same-origin page': async () => {
    const { contentWindow } = await frame({ src: '/empty.html' });
    return [check(contentWindow), await echoed(contentWindow)];
  },
  'javascript: URL': async () => {
    const { contentWindow } = await frame({ src: 'javascript:"<p>x</p>"' });
    return [check(contentWindow), await echoed(contentWindow)];
  },
  'blob: URL': async () => {
    const url = URL.createObjectURL(new Blob([REPORT], { type: 'text/html' }));
    return reported({ src: url });
  },
  'data: URL': () => reported({ src: `data:text/html,${encodeURIComponent(REPORT)}` }),
  'sandboxed srcdoc': () => reported({ srcdoc: REPORT, sandbox: 'allow-scripts' }),
  'srcdoc with a script of its own': () => reported({ srcdoc: REPORT }),
  'sandboxed blob: URL': () => {
    const url = URL.createObjectURL(new Blob([REPORT], { type: 'text/html' }));
    return reported({ src: url, sandbox: 'allow-scripts' });
  },
  'a frame that navigates': async () => {
    const element = await frame({ src: '/empty.html' });
    const { WebSocket: before } = element.contentWindow;
    const loaded = next(element, 'load');
    element.contentWindow.location = '/empty.html?again';
    await loaded;
    return [before !== element.contentWindow.WebSocket, check(element.contentWindow)];
  },
  'the first document of a frame, used at once': async () => {
    const element = document.createElement('iframe');
    element.src = '/empty.html';
    const loaded = next(element, 'load');
    document.body.append(element);
    const view = element.contentWindow;
    const { WebSocket: early } = view;
    early.mark = 1;
    view.mark = 1;
    const state = new early(at()).readyState;
    await loaded;
    const late = element.contentWindow;
    return [typeof early, state, early === late.WebSocket, late.mark ?? null, await echoed(late)];
  },
  'a first document that is replaced': async () => {
    const element = document.createElement('iframe');
    document.body.append(element);
    const view = element.contentWindow;
    view.mark = 1;
    const { WebSocket: early } = view;
    const socket = new early(at());
    const loaded = next(element, 'load');
    element.src = '/empty.html';
    await loaded;
    const late = element.contentWindow;
    return [early === late.WebSocket, late.mark ?? null, socket.readyState, check(late), await echoed(late)];
  },
  'document.open of a frame': async () => {
    const element = await frame({ src: '/empty.html' });
    const { contentWindow, contentDocument } = element;
    const { WebSocket: before } = contentWindow;
    const socket = new before(at({ await: 1 }, { text: 'still' }));
    await next(socket, 'open');
    contentDocument.open();
    contentDocument.write('<p>x</p>');
    contentDocument.close();
    socket.send('x');
    const { data } = await next(socket, 'message');
    return [before === contentWindow.WebSocket, data, await echoed(contentWindow)];
  },
  'document.open of a first document': async () => {
    const element = document.createElement('iframe');
    document.body.append(element);
    const { contentWindow, contentDocument } = element;
    contentDocument.open();
    contentDocument.write('<script>made = WebSocket</script>');
    contentDocument.close();
    return [
      contentWindow.made === contentWindow.WebSocket,
      check(contentWindow),
      await echoed(contentWindow),
    ];
  },
  'a frame that is removed': async () => {
    const element = await frame({ src: '/empty.html' });
    const { contentWindow } = element;
    const { WebSocket: Gone, Array: Arrays } = contentWindow;
    const socket = new Gone(at());
    await next(socket, 'open');
    const heard = [];
    socket.onmessage = () => heard.push('message');
    socket.onclose = () => heard.push('close');
    element.remove();
    const state = socket.readyState;
    const said = outcome(() => socket.send('x'));
    const made = caught(() => new Gone(at()));
    while (socket.readyState !== 3) await sleep(5);
    return [state, said, made?.name ?? null, made?.message ?? null, heard, typeof Arrays];
  },
  'a pop-up': async () => {
    const view = open('about:blank', '_blank', 'popup');
    if (!view) return 'blocked';
    const seen = [check(view), await echoed(view)];
    view.close();
    return seen;
  },
  'a pop-up with a page': async () => {
    const view = open('/empty.html', '_blank', 'popup');
    if (!view) return 'blocked';
    for (let tries = 0; tries < 100 && view.document?.title !== 'Empty'; tries++) await sleep(20);
    const seen = [check(view), await echoed(view)];
    view.close();
    return seen;
  },

  'deleting the global': async () => {
    const { contentWindow } = await frame();
    return [delete contentWindow.WebSocket, 'WebSocket' in contentWindow];
  },
  freezing: async () => {
    const { contentWindow } = await frame();
    const Frozen = contentWindow.WebSocket;
    const { Object: Objects } = contentWindow;
    Objects.freeze(Frozen);
    Objects.freeze(Frozen.prototype);
    const socket = new Frozen(at());
    return [Objects.isFrozen(Frozen), Objects.isFrozen(Frozen.prototype), socket.readyState];
  },
  'another parent for the constructor': async () => {
    const { contentWindow } = await frame();
    const { WebSocket: Other, Object: Objects } = contentWindow;
    const parent = { fromParent: 1 };
    Objects.setPrototypeOf(Other, parent);
    return [Objects.getPrototypeOf(Other) === parent, Other.fromParent, new Other(at()).readyState];
  },
  'instanceof across realms': async () => {
    const { contentWindow } = await frame();
    const socket = new contentWindow.WebSocket(at());
    return [socket instanceof WebSocket, socket instanceof contentWindow.WebSocket];
  },
  'accessors borrowed from another realm': async () => {
    const { contentWindow } = await frame();
    const socket = await opened();
    return keysOf(WebSocket.prototype).map((key) => {
      const { get } = Object.getOwnPropertyDescriptor(contentWindow.WebSocket.prototype, key) ?? {};
      return get ? [key, String(outcome(() => get.call(socket))).replace(location.host, 'HOST')] : [key];
    });
  },
  'setters borrowed from another realm': async () => {
    const { contentWindow } = await frame();
    const socket = await opened(at({ await: 1 }, { hex: '01' }));
    const { binaryType, onmessage } = Object.getOwnPropertyDescriptors(contentWindow.WebSocket.prototype);
    binaryType.set.call(socket, 'arraybuffer');
    const heard = new Promise((resolve) => onmessage.set.call(socket, ({ data }) => resolve(show(data))));
    socket.send('go');
    return [socket.binaryType, await heard];
  },
  'send borrowed from another realm': async () => {
    const { contentWindow } = await frame();
    const socket = await opened();
    contentWindow.WebSocket.prototype.send.call(socket, 'borrowed');
    return (await next(socket, 'message')).data;
  },
  'close borrowed from another realm': async () => {
    const { contentWindow } = await frame();
    const socket = await opened();
    contentWindow.WebSocket.prototype.close.call(socket, 3001, 'borrowed');
    const { code, reason } = await next(socket, 'close');
    return [code, reason];
  },
  'listeners borrowed from another realm': async () => {
    const { contentWindow } = await frame();
    const socket = new WebSocket(at({ text: 'x' }));
    const log = [];
    contentWindow.EventTarget.prototype.addEventListener.call(socket, 'message', () => log.push('theirs'));
    socket.addEventListener('message', () => log.push('ours'));
    await next(socket, 'message');
    return log;
  },
  "realm of the constructor's errors": async () => {
    const { contentWindow } = await frame();
    const { WebSocket: Theirs, Reflect: Reflects } = contentWindow;
    return [
      realmOf(
        caught(() => new Theirs('ftp://x/')),
        contentWindow,
      ),
      realmOf(
        caught(() => new Theirs()),
        contentWindow,
      ),
      realmOf(
        caught(() => Theirs(at())),
        contentWindow,
      ),
      realmOf(
        caught(() => Reflects.construct(WebSocket, ['ftp://x/'])),
        contentWindow,
      ),
      realmOf(
        caught(() => Reflect.construct(Theirs, ['ftp://x/'], WebSocket)),
        contentWindow,
      ),
      realmOf(
        caught(() => Reflect.construct(WebSocket, ['ftp://x/'], Theirs)),
        contentWindow,
      ),
    ];
  },
  "realm of the methods' errors": async () => {
    const { contentWindow } = await frame();
    const { send, close } = contentWindow.WebSocket.prototype;
    const socket = await opened();
    const connecting = new WebSocket(at());
    return [
      realmOf(
        caught(() => send.call(connecting, 'x')),
        contentWindow,
      ),
      realmOf(
        caught(() => send.call({}, 'x')),
        contentWindow,
      ),
      realmOf(
        caught(() => send.call(socket)),
        contentWindow,
      ),
      realmOf(
        caught(() => send.call(socket, Symbol('x'))),
        contentWindow,
      ),
      realmOf(
        caught(() => close.call(socket, 1)),
        contentWindow,
      ),
      realmOf(
        caught(() => close.call({})),
        contentWindow,
      ),
      realmOf(
        caught(() => socket.close(1)),
        contentWindow,
      ),
      realmOf(
        caught(() => socket.send(Symbol('x'))),
        contentWindow,
      ),
    ];
  },
  'newTarget of another realm': async () => {
    const { contentWindow } = await frame();
    const socket = Reflect.construct(WebSocket, [at()], contentWindow.WebSocket);
    const bare = new contentWindow.Function();
    bare.prototype = null;
    const fallback = Reflect.construct(WebSocket, [at()], bare);
    return [
      socket instanceof contentWindow.WebSocket,
      socket instanceof WebSocket,
      Object.getPrototypeOf(fallback) === contentWindow.WebSocket.prototype,
    ];
  },
  "data of another realm's socket": async () => {
    const { contentWindow } = await frame();
    const socket = new contentWindow.WebSocket(at({ hex: '01' }));
    socket.binaryType = 'arraybuffer';
    const event = await next(socket, 'message');
    return [event instanceof contentWindow.MessageEvent, event.data instanceof contentWindow.ArrayBuffer];
  },
  'a policy that forbids sockets': async () => {
    const element = await frame({ src: '/csp.html' });
    const { contentWindow } = element;
    const violations = [];
    contentWindow.addEventListener('securitypolicyviolation', (event) =>
      violations.push([
        event.violatedDirective,
        event.blockedURI.replace(location.host, 'HOST'),
        event.sourceFile.replace(location.host, 'HOST'),
        event.disposition,
        event.isTrusted,
      ]),
    );
    const log = [];
    const made = outcome(() => {
      const socket = new contentWindow.WebSocket(at());
      for (const type of ['open', 'error', 'close'])
        socket.addEventListener(type, () => log.push([type, socket.readyState]));
      return socket.readyState;
    });
    await sleep(100);
    return [made, log, violations];
  },
};
