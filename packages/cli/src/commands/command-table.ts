/** All commands. Parser, help and documentation are made from this table. */
import type { Command } from "../command-line/command.ts";
import { bindCommand } from "./bind.ts";
import { diffCommand } from "./diff.ts";
import { formatCommand } from "./format.ts";
import { generateCommand } from "./generate.ts";
import { inspectCommand } from "./inspect.ts";
import { newCommand } from "./new.ts";
import { schemaCommand } from "./schema.ts";
import { lintCommand, validateCommand } from "./validate.ts";
import { watchCommand } from "./watch.ts";

export const commandTable: readonly Command[] = Object.freeze([
  bindCommand,
  generateCommand,
  validateCommand,
  lintCommand,
  formatCommand,
  diffCommand,
  inspectCommand,
  schemaCommand,
  newCommand,
  watchCommand,
]);
