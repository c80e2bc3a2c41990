/** What the exit codes of the command mean; scripts rely on them. */
export const exitCodes = {
  /** All was done. */
  done: 0,
  /** The input has problems, all of which were reported. */
  problems: 1,
  /** The command was used wrongly. */
  usage: 2,
  /** `--check` or `diff` found differences. */
  differences: 3,
  /** A bug of Koine (EX_SOFTWARE of sysexits.h). */
  internal: 70,
} as const;

/** An exit code of the command. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
