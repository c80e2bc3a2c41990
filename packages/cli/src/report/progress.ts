/** Tells a person at a terminal what takes longer than a second; says nothing to a pipe. */
import type { Surroundings } from "../command-line/command.ts";

/** One line on standard error that is overwritten by the next and erased in the end. */
export class Progress {
  readonly #surroundings: Surroundings;
  // `performance` would have to be loaded.
  readonly #startedSeconds: number = process.uptime();
  readonly #patienceMs: number;
  #isShown = false;

  /** @param patienceMs How long the command may be silent. */
  constructor(surroundings: Surroundings, patienceMs: number = 1000) {
    this.#surroundings = surroundings;
    this.#patienceMs = patienceMs;
  }

  /** Shows what begins, if the command has taken its time already. */
  show(step: string): void {
    const elapsedMs = 1000 * (process.uptime() - this.#startedSeconds);
    if (elapsedMs < this.#patienceMs || !this.#surroundings.isTerminal) return;
    this.#isShown = true;
    // Carriage return, erase line (ECMA-48 8.3.41).
    this.#surroundings.writeError(`\r\u001b[K${step} …`);
  }

  /** Erases the line. */
  finish(): void {
    if (this.#isShown) this.#surroundings.writeError("\r\u001b[K");
    this.#isShown = false;
  }
}
