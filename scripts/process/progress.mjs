/**
 * Progress of named steps. On a terminal one line is rewritten while a step works; in a pipe there are plain lines, and
 * none for a step that had nothing to do. Running the programs is `run-captured.mjs`.
 */

const heartbeatMs = 200;

/** A failure whose message says all that the user needs: shown without a stack trace. */
export class StepFailure extends Error {}

/**
 * @typedef {object} Step
 * @property {(activity: string) => void} working Says that the step has work to do, and which.
 * @property {(line: string) => void} detail Says what the work is at, shown on terminals only.
 */

/**
 * @template T
 * @typedef {object} StepOutcome
 * @property {string} summary What was found or done, for the closing line.
 * @property {T} [value]
 */

/**
 * Runs one step with its progress lines.
 *
 * @template T
 * @param {string} name
 * @param {(step: Step) => Promise<StepOutcome<T>>} work
 * @returns {Promise<T | undefined>}
 */
export async function runStep(name, work) {
  const started = performance.now();
  const isTerminal = process.stdout.isTTY;
  let activity = "";
  let detail = "";
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const heartbeat = isTerminal
    ? setInterval(() => rewriteLine(`${name}: ${activity || "checking"} (${seconds()}) ${detail}`), heartbeatMs)
    : undefined;
  heartbeat?.unref();
  try {
    const outcome = await work({
      working(text) {
        activity = text;
        if (!isTerminal) console.log(`${name}: ${text} …`);
      },
      detail(line) {
        if (line.trim() !== "") detail = line.trim();
      },
    });
    if (isTerminal) rewriteLine("");
    if (activity !== "" || isTerminal) console.log(`${name}: ${outcome.summary} (${seconds()})`);
    return outcome.value;
  } catch (error) {
    if (isTerminal) rewriteLine("");
    console.log(`${name}: failed (${seconds()})`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** @param {string} text */
function rewriteLine(text) {
  // Some pseudo-terminals report no width, or 0.
  const width = Math.max(process.stdout.columns ?? 0, 40);
  process.stdout.write(`\r\u001B[K${text.slice(0, width - 1)}`);
}

/**
 * Gives the end of a long output.
 *
 * @param {string} output
 * @param {number} count
 * @returns {string}
 */
export function lastLines(output, count) {
  return output.trimEnd().split("\n").slice(-count).join("\n");
}
