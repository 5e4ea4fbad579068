// @ts-check
import { minify } from 'terser';

/**
 * Once more over a script that the bundler has minified: every frame of every page runs it, and this takes another
 * thirtieth of what goes over.
 *
 * @param {string} code a script that stands alone
 * @returns {Promise<string>} one line of ASCII where `code` was
 */
export async function minifyAgain(code) {
  const { code: smaller } = await minify(code, {
    ecma: 2020,
    compress: { passes: 3, keep_fargs: false, sequences: false },
  });
  if (!smaller) throw new Error('Nothing is left of the script.');
  return smaller;
}
