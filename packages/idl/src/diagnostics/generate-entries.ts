/** What `koine generate` reports when the document is right: options of targets, what a target lacks, files that are in the way. */

export const generateEntries = {
  "unknown-target-option": {
    severity: "error",
    olderSeverity: "warning",
    summary:
      "The table `generators` of the document gives a target an option that it does not have. Documents of the schemas before 1.0.0 get a warning, because another tool may know the option.",
    message: "the target {target} has no option `{option}`",
    help: "{advice}",
  },
  "invalid-target-option": {
    severity: "error",
    summary: "An option of a target has a value that it cannot have.",
    message: "option `{option}` of the target {target} is {value}, not {expected}",
    help: "{option}: {meaning}",
  },
  "unsupported-by-target": {
    severity: "error",
    summary:
      "A declaration needs what a language cannot express, or what koine does not render for it yet. Every such declaration is named before anything is written.",
    message: "`{declaration}` needs {capability}, which the target {target} does not have: {reason}",
    help: "generate for other targets with --target, or change the declaration",
  },
  "missing-implementation": {
    severity: "warning",
    summary:
      "The author's file of a scaffold does not define a function of the document. koine never changes that file; it says what to add.",
    message: "`{path}` does not define `{symbol}`",
    help: "add it, beginning with:\n{skeleton}",
  },
  "changed-implementation": {
    severity: "warning",
    summary:
      "The author's file of a scaffold defines a function with other parameters or another result than the document says now. koine never changes that file; it says what to change.",
    message: "`{place}` defines `{symbol}` as `{found}`",
    help: "change it to: {head}",
  },
  "superfluous-implementation": {
    severity: "warning",
    summary:
      "The author's file of a scaffold defines a function that the document does not have any more, or never had: nobody calls it. koine never changes that file.",
    message: "`{place}` defines `{name}`, which the document does not have",
    help: "{advice}",
  },
  "edited-output": {
    severity: "error",
    summary:
      "A generated file was edited by hand: its content is not what koine wrote. It is not overwritten and not removed without --force, which makes this a warning.",
    message: "`{path}` {state}",
    help: "{advice}",
  },
  "foreign-output": {
    severity: "error",
    summary:
      "Where a file would be generated there is one that koine did not generate, or that it generated from another document. With --force it is overwritten, and this is a warning.",
    message: "`{path}` {state}",
    help: "move the file away, or overwrite it with --force",
  },
} as const;
