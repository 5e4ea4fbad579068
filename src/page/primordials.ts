/**
 * The browser's own functions, taken before any page code runs. Nothing else in this room may call a method,
 * read a property that could be missing, or iterate: a page can replace all of these, and would be called.
 */
export const {
  apply,
  construct,
  defineProperty,
  get,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  setPrototypeOf,
} = Reflect;

type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result;

/** Turns a method into a function that takes its `this` first, without calling anything a page can replace. */
const uncurry = Function.prototype.bind.bind(Function.prototype.call) as <
  This,
  Args extends unknown[],
  Result,
>(
  method: Method<This, Args, Result>,
) => (self: This, ...args: Args) => Result;

export const getter = <This, Result>(owner: object, name: PropertyKey): ((self: This) => Result) =>
  uncurry<This, [], Result>(getOwnPropertyDescriptor(owner, name)?.get as Method<This, [], Result>);

export const NativeWebSocket = WebSocket;
export const socketPrototype = NativeWebSocket.prototype;
export const nativeSend = socketPrototype.send;
export const nativeClose = socketPrototype.close;
export const urlOf = getter<WebSocket, string>(socketPrototype, 'url');
export const readyStateOf = getter<WebSocket, number>(socketPrototype, 'readyState');
export const protocolOf = getter<WebSocket, string>(socketPrototype, 'protocol');
export const extensionsOf = getter<WebSocket, string>(socketPrototype, 'extensions');
export const binaryTypeOf = getter<WebSocket, BinaryType>(socketPrototype, 'binaryType');
export const setBinaryType = uncurry<WebSocket, [BinaryType], void>(
  getOwnPropertyDescriptor(socketPrototype, 'binaryType')?.set as Method<WebSocket, [BinaryType], void>,
);

export const listen = uncurry(EventTarget.prototype.addEventListener as Method<EventTarget, Listen, void>);
export const unlisten = uncurry(
  EventTarget.prototype.removeEventListener as Method<EventTarget, Listen, void>,
);
export const dispatch = uncurry(EventTarget.prototype.dispatchEvent);
export const preventDefault = uncurry(Event.prototype.preventDefault);
export const stopAtOnce = uncurry(Event.prototype.stopImmediatePropagation);
type Listen = [type: string, listener: (event: never) => void, options?: object];

export const NativeMessageEvent = MessageEvent;
export const NativeCloseEvent = CloseEvent;
/** Chrome: not there in workers, nor in a browser that was built without encrypted media. */
export const NativeBytesEvent =
  __BROWSER__ === 'chrome'
    ? (globalThis as { MediaEncryptedEvent?: typeof MediaEncryptedEvent }).MediaEncryptedEvent
    : undefined;
export const NativeEvent = Event;
export const NativeBlob = Blob;
export const NativeEventTarget = EventTarget;
export const messageData = getter<MessageEvent, unknown>(MessageEvent.prototype, 'data');
export const closeCode = getter<CloseEvent, number>(CloseEvent.prototype, 'code');
export const closeReason = getter<CloseEvent, string>(CloseEvent.prototype, 'reason');
export const closeWasClean = getter<CloseEvent, boolean>(CloseEvent.prototype, 'wasClean');
export const domMessage = getter<DOMException, string>(DOMException.prototype, 'message');
export const domName = getter<DOMException, string>(DOMException.prototype, 'name');

export const blobSize = getter<Blob, number>(Blob.prototype, 'size');

const NativeArrayBuffer = ArrayBuffer;
const NativeDataView = DataView;
const Bytes = Uint8Array;
const typedArray = getPrototypeOf(Bytes.prototype) as object;
export const isView = ArrayBuffer.isView;
export const bufferSize = getter<ArrayBuffer, number>(ArrayBuffer.prototype, 'byteLength');
const resizable = getter<ArrayBuffer, boolean>(ArrayBuffer.prototype, 'resizable');
/** the typed array's class name; undefined for a DataView */
export const typedArrayName = getter<ArrayBufferView, string | undefined>(typedArray, Symbol.toStringTag);
const viewParts = (owner: object) => ({
  __proto__: null,
  buffer: getter<ArrayBufferView, ArrayBuffer>(owner, 'buffer'),
  offset: getter<ArrayBufferView, number>(owner, 'byteOffset'),
  size: getter<ArrayBufferView, number>(owner, 'byteLength'),
});
const ofTypedArray = viewParts(typedArray);
const ofDataView = viewParts(NativeDataView.prototype);
const setBytes = uncurry(Bytes.prototype.set as Method<Uint8Array, [Uint8Array], void>);

const partsOf = (view: ArrayBufferView) => (typedArrayName(view) === undefined ? ofDataView : ofTypedArray);

/** Size in bytes of a view; 0 where its buffer has been transferred or has shrunk below it. */
export function viewSize(view: ArrayBufferView): number {
  try {
    return partsOf(view).size(view);
  } catch {
    return 0;
  }
}

export const bufferOf = (view: ArrayBufferView): ArrayBuffer => partsOf(view).buffer(view);

/** Whether it is a SharedArrayBuffer, whose class a page may not have: nothing else has bytes and no such size. */
export function isShared(value: unknown): boolean {
  try {
    bufferSize(value as ArrayBuffer);
    return false;
  } catch {
    // no ArrayBuffer
  }
  try {
    new NativeDataView(value as SharedArrayBuffer);
    return true;
  } catch {
    return false;
  }
}

/** Whether it is an ArrayBuffer that can change its size. */
export function isResizable(value: unknown): boolean {
  try {
    return resizable(value as ArrayBuffer);
  } catch {
    return false;
  }
}

/**
 * A copy of `size` bytes of `buffer`. `slice` would ask the page's `constructor[Symbol.species]`.
 *
 * @param spare overwritten and returned, where it is large enough: the copy is then its first `size` bytes
 */
export function copyBuffer(
  buffer: ArrayBuffer,
  offset: number,
  size: number,
  spare: ArrayBuffer | null = null,
): ArrayBuffer {
  const copy = spare !== null && bufferSize(spare) >= size ? spare : new NativeArrayBuffer(size);
  // A buffer that was transferred has no bytes, and no view of it can be made.
  if (size > 0) setBytes(new Bytes(copy), new Bytes(buffer, offset, size));
  return copy;
}

/** A copy of what a view shows; `spare` as in {@link copyBuffer}. */
export function copyView(view: ArrayBufferView, spare: ArrayBuffer | null): ArrayBuffer {
  const size = viewSize(view);
  return copyBuffer(bufferOf(view), size > 0 ? partsOf(view).offset(view) : 0, size, spare);
}

const encoder = new TextEncoder();
const encode = uncurry(TextEncoder.prototype.encode);
/** UTF-8 bytes of `text`. */
export const utf8Size = (text: string): number => viewSize(encode(encoder, text));

const clock = performance.now.bind(performance);
const origin = performance.timeOrigin;
/** Milliseconds since the Unix epoch, by the document's monotonic clock. */
export const now = (): number => origin + clock();

const postTask = scheduler.postTask.bind(scheduler);
/**
 * Calls `work` after `delay` milliseconds. Not by `setTimeout`, whose numbers a page counts: it would see ours
 * missing, and stop us when it clears all there are.
 */
export const later = (work: () => void, delay: number): void => {
  void postTask(work, { __proto__: null, delay } as SchedulerPostTaskOptions);
};

export const startsWith = uncurry(String.prototype.startsWith);
export const toWellFormed = uncurry(String.prototype.toWellFormed);
export const includes = uncurry(String.prototype.includes);
export const slice = uncurry(String.prototype.slice);

export const isArray = Array.isArray;
export const isObject = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** An array no prototype can interfere with: a page may put setters on `Array.prototype`. */
export function bareArray<Item>(): Item[] {
  const array: Item[] = [];
  setPrototypeOf(array, null);
  return array;
}

const { iterator } = Symbol;
/** Gives `array` an iterator of its own: the browser iterates sequences by what a page may have replaced. */
export function iterableArray<Item>(array: Item[]): Item[] {
  defineProperty(array, iterator, {
    __proto__: null,
    value: () => {
      let at = 0;
      return {
        __proto__: null,
        next: () => ({ __proto__: null, done: at >= array.length, value: array[at++] }),
      };
    },
  } as PropertyDescriptor);
  return array;
}

/** A map from objects, with its methods its own. */
export function bareWeakMap<Key extends WeakKey, Value>(): WeakMap<Key, Value> {
  const map = new WeakMap<Key, Value>();
  map.get = WeakMap.prototype.get;
  map.set = WeakMap.prototype.set;
  return map;
}

/** A map from numbers, with its methods its own, in order of insertion. */
export function bareMap<Value>(): Map<number, Value> {
  const map = new Map<number, Value>();
  const { get, set, delete: remove, forEach } = Map.prototype;
  map.get = get;
  map.set = set;
  map.delete = remove;
  map.forEach = forEach;
  return map;
}

/** What an error of the browser's own says, asking nothing that a page could have put on a prototype. */
export function errorMessage(error: Error): string {
  try {
    return domMessage(error as DOMException);
  } catch {
    return `${getOwnPropertyDescriptor(error, 'message')?.value}`;
  }
}
