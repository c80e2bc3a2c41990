/** Tells a person at a terminal what takes longer than a second; says nothing to a pipe. */
import type { Surroundings } from "../command-line/command.ts";

/** How long a command may be silent. */
const patienceMs = 1000;

/** One line on standard error that is overwritten by the next and erased in the end. */
export class Progress {
  readonly #surroundings: Surroundings;
  readonly #started: number = performance.now();
  #isShown = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Shows what begins, if the command has taken its time already. */
  show(step: string): void {
    if (!this.#surroundings.isTerminal || performance.now() - this.#started < patienceMs) return;
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
