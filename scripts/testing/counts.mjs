/** Results of stages as plain counts, and the closing line that is read by machines. */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Readonly<Counts>} */
export const noCounts = Object.freeze({ passed: 0, failed: 0, skipped: 0 });

/**
 * @param {Iterable<Counts>} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  const sum = { ...noCounts };
  for (const counts of all) {
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
  }
  return sum;
}

/**
 * @param {Counts} counts
 * @returns {string}
 */
export function renderCounts({ passed, failed, skipped }) {
  const tail = skipped === 0 ? "" : `, ${String(skipped)} skipped`;
  return `${String(passed)} passed, ${String(failed)} failed${tail}`;
}

/**
 * Gives the counts of a check that is either right or wrong as a whole.
 *
 * @param {boolean} isGood
 * @returns {Counts}
 */
export function countCheck(isGood) {
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}
