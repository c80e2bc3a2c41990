/** A process that judges the headers it is sent, one after the other: `node judge.mjs TRIPLE COMPILER BEFORE…`. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../process/repository-root.mjs";

const corpus = join(repositoryRoot, "tests", "dist", "corpus");
const { judgeHeader } = await import(pathToFileURL(join(corpus, "judge-header.js")).href);
const { findOracle } = await import(pathToFileURL(join(corpus, "installed-headers.js")).href);

const [triple, command, ...before] = process.argv.slice(2);
const oracle = findOracle(triple, command, before);
process.on("message", (header) => process.send?.(judge(header)));

/** @param {unknown} header */
function judge(header) {
  try {
    return judgeHeader(header, oracle);
  } catch (error) {
    const problem = `crashed: ${error instanceof Error ? error.stack : String(error)}`;
    return { kind: "wrong", problems: [problem], functions: 0, claims: 0 };
  }
}
