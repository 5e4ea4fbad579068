import { bufferOf, errorMessage, isResizable, isShared, isView } from './primordials.ts';

const NativeDOMException = DOMException;
const NativeTypeError = TypeError;
const isFirefox = __BROWSER__ === 'firefox';

/*
 * What a socket refuses without the browser's help, in the browser's words: Chrome says what was attempted, Firefox
 * has fewer texts.
 */

/** What failed, as Chrome says it. */
type Attempt = "execute 'send'" | "execute 'close'" | "set the 'binaryType' property";

const inFull = (attempt: Attempt, text: string): string => `Failed to ${attempt} on 'WebSocket': ${text}`;

export const domError = (name: string, attempt: Attempt, chrome: string, firefox: string): DOMException =>
  new NativeDOMException(isFirefox ? firefox : inFull(attempt, chrome), name);

export const typeError = (attempt: Attempt, chrome: string, firefox: string): TypeError =>
  new NativeTypeError(isFirefox ? `WebSocket.send: ${firefox}` : inFull(attempt, chrome));

/** For what the conversions of web-idl.ts left unconverted: `fail` converts it, and the language says what is wrong. */
export function conversionError(attempt: Attempt, fail: () => unknown): TypeError {
  try {
    fail();
  } catch (error) {
    const text = errorMessage(error as Error);
    return new NativeTypeError(isFirefox ? text : inFull(attempt, text));
  }
  return new NativeTypeError();
}

/** What `send()` throws for bytes that other threads may change, or whose number may change; or null. */
export function bufferError(data: unknown): TypeError | null {
  const view = isView(data);
  const buffer = view ? bufferOf(data) : data;
  const provided = `The provided ArrayBuffer${view ? 'View' : ''} value must not be `;
  if (isShared(buffer))
    return typeError(
      "execute 'send'",
      view ? `${provided}shared.` : "parameter 1 is not of type 'ArrayBuffer'.",
      "Argument 1 can't be a SharedArrayBuffer or an ArrayBufferView backed by a SharedArrayBuffer",
    );
  return isResizable(buffer)
    ? typeError(
        "execute 'send'",
        `${provided}resizable.`,
        "Argument 1 can't be a resizable ArrayBuffer or ArrayBufferView",
      )
    : null;
}
