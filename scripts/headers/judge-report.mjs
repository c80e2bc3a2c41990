/** What `npm run headers` prints: the verdicts, in the order of the files, and their counts. */

/** So many problems of one file are told. */
const maximumProblems = 10;
/** So many files between two lines that say how far it is. */
const interval = 500;

/**
 * @typedef {object} Verdict `HeaderVerdict` of `tests/corpus/judge-header.ts`.
 * @property {"agrees" | "differs" | "compiler-alone" | "koine-alone" | "neither"} kind
 * @property {string[]} problems
 * @property {number} functions
 * @property {number} claims
 */

/**
 * @typedef {object} ReportOptions
 * @property {readonly string[]} paths The files.
 * @property {string} command The compiler.
 * @property {boolean} tellsAll Whether files that the compiler does not take are told, too, with its reason.
 * @property {(line: string) => void} print Takes the lines.
 */

/** Collects verdicts, and prints them in order. */
export class JudgeReport {
  /** @type {(Verdict | undefined)[]} */
  #verdicts = [];
  /** @readonly */
  #counts = { agrees: 0, differs: 0, "compiler-alone": 0, "koine-alone": 0, neither: 0, functions: 0, claims: 0 };
  #printed = 0;
  /** @readonly */
  #options;

  /** @param {ReportOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /**
   * @param {number} place
   * @param {Verdict} verdict
   */
  add(place, verdict) {
    this.#verdicts[place] = verdict;
    for (let known = this.#verdicts[this.#printed]; known !== undefined; known = this.#verdicts[this.#printed]) {
      this.#tell(known, this.#options.paths[this.#printed] ?? "");
      this.#printed++;
      if (this.#printed % interval === 0) this.#options.print(`  ${this.#describe()}`);
    }
  }

  /** @returns {number} The exit code: 1 if the compiler takes something that Koine does not, or understands otherwise. */
  finish() {
    this.#options.print(this.#describe());
    return this.#counts.differs + this.#counts["compiler-alone"] === 0 ? 0 : 1;
  }

  /**
   * @param {Verdict} verdict
   * @param {string} path
   */
  #tell({ kind, problems, functions, claims }, path) {
    const { command, tellsAll, print } = this.#options;
    this.#counts[kind]++;
    this.#counts.functions += functions;
    this.#counts.claims += claims;
    const titles = {
      differs: "✖",
      "compiler-alone": `✖ only ${command} takes`,
      "koine-alone": "· only Koine takes",
      neither: "· neither takes",
    };
    if (kind === "agrees" || (!tellsAll && (kind === "koine-alone" || kind === "neither"))) return;
    print(`${titles[kind]} ${path}`);
    for (const problem of problems.slice(0, maximumProblems)) print(`    ${problem}`);
    const more = problems.length - maximumProblems;
    if (more > 0) print(`    and ${more} more`);
  }

  #describe() {
    const { agrees, differs, neither, functions, claims, ...others } = this.#counts;
    return (
      `${agrees} agree and ${differs} differ; ${others["compiler-alone"]} only ${this.#options.command} takes, ` +
      `${others["koine-alone"]} only Koine, ${neither} neither. ` +
      `The compiler confirmed ${claims} claims, and saw no more than these ${functions} functions`
    );
  }
}
