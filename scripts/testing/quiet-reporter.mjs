/**
 * A node:test reporter that prints failures only, and closes with one machine-readable line of counts and of reasons to skip. What
 * reads that line is `test-runs.mjs`.
 */
import { relative } from "node:path";
import { inspect } from "node:util";

/** What the line of counts starts with. */
export const countsPrefix = "@counts ";

/**
 * @typedef {object} TestEvent
 * @property {string} type
 * @property {any} data Each event type has a shape of its own; node:test documents them.
 */

/**
 * Renders events as text.
 *
 * @param {AsyncIterable<TestEvent>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* report(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  /** @type {Map<string, number>} */
  const skips = new Map();
  for await (const { type, data } of events) {
    const isSuite = data?.details?.type === "suite";
    if (type === "test:pass" && !isSuite) {
      const reason = data.skip ?? data.todo;
      if (reason === undefined) counts.passed += 1;
      else {
        counts.skipped += 1;
        const text = typeof reason === "string" && reason !== "" ? reason : `no reason given by "${data.name}"`;
        skips.set(text, (skips.get(text) ?? 0) + 1);
      }
    } else if (type === "test:fail") {
      const error = data.details?.error;
      const isOnlyAboutChildren = error?.failureType === "subtestsFailed";
      if (!isSuite || !isOnlyAboutChildren) counts.failed += 1;
      if (!isOnlyAboutChildren) yield renderFailure(data, error);
    } else if (type === "test:stderr") {
      yield data.message;
    }
  }
  yield `${countsPrefix}${JSON.stringify({ ...counts, reasons: Object.fromEntries(skips) })}\n`;
}

/**
 * @param {any} data
 * @param {any} error
 * @returns {string}
 */
function renderFailure(data, error) {
  const place = data.file === undefined ? "" : ` (${relative(process.cwd(), data.file)}:${String(data.line ?? 1)})`;
  const cause = error?.cause ?? error;
  const text =
    cause instanceof Error ? (cause.stack ?? cause.message) : typeof cause === "string" ? cause : inspect(cause);
  const indented = text.split("\n").slice(0, 40).join("\n      ");
  return `\n  ✖ ${data.name}${place}\n      ${indented}\n`;
}
