/** A process that judges the files it is sent, one after the other: `node judge.mjs SETTINGS`, which are a `JudgeSettings` as JSON. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../process/repository-root.mjs";

const corpus = join(repositoryRoot, "tests", "dist", "corpus");
const { judgeHeader } = await import(pathToFileURL(join(corpus, "judge-header.js")).href);
const { FolderFiles } = await import(pathToFileURL(join(corpus, "folder-files.js")).href);
const { findOracle } = await import(pathToFileURL(join(corpus, "installed-headers.js")).href);

/** @type {import("./judge-headers.mjs").JudgeSettings} */
const settings = JSON.parse(process.argv[2] ?? "");
const { triple, command, before, flags, readsTestFlags } = settings;
const oracle = findOracle(triple, command, before);
const folderFiles = new FolderFiles({ command, flags, readsTestFlags, preincludes: before });
process.on("message", (file) => process.send?.(judge(file)));

/** @param {any} file A `JudgedFile`, or only the path of one. */
function judge(file) {
  try {
    const judged = typeof file === "string" ? folderFiles.describe(file) : file;
    if ("refusal" in judged) return fail("neither", judged.refusal);
    return judgeHeader(judged, oracle);
  } catch (error) {
    return fail("differs", `crashed: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

/**
 * @param {string} kind
 * @param {string} problem
 */
function fail(kind, problem) {
  return { kind, problems: [problem], functions: 0, claims: 0 };
}
