/**
 * What importing a large module costs: all header sets of the corpus in one, beside the least that any module of as many exports costs,
 * whose functions are strings. Times are of the import alone, without the start of Node and of `koine`.
 */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.mjs";

/** @typedef {import("./time-process.mjs").Times} Times */

const program = `
  import "koine";
  const processor = process.cpuUsage();
  const clock = performance.now();
  await import(process.argv[2]);
  const { user, system } = process.cpuUsage(processor);
  console.log(JSON.stringify({ processorMs: (user + system) / 1000, clockMs: performance.now() - clock }));
`;

/**
 * Prepares the import of two modules.
 *
 * @param {string} folder An empty folder.
 * @param {string} code The large module, in JavaScript.
 * @returns {{ functions: number, exports: number, imports: Record<string, () => Times | undefined> }}
 */
export function planImports(folder, code) {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(join(repositoryRoot, "node_modules", "koine"), join(folder, "node_modules", "koine"));
  writeFileSync(join(folder, "time.mjs"), program);
  writeFileSync(join(folder, "module.mjs"), code);
  const exported = code.match(/^export const [\w$]+/gm) ?? [];
  writeFileSync(join(folder, "least.mjs"), exported.map((start) => `${start} = "";\n`).join(""));
  const onlyFunctions = [
    ...code.matchAll(/^(export const [\w$]+ =) (?:\/\* @__PURE__ \*\/ )?library\.function\(\s*("[^"]*")/gm),
  ];
  const texts = onlyFunctions.map(([, start, text]) => `${start} /* @__PURE__ */ read(${text});\n`);
  writeFileSync(join(folder, "functions.mjs"), `const read = (text) => text;\n${texts.join("")}`);
  const importOf = (/** @type {string} */ name) => () => {
    const { status, stdout } = spawnSync(process.execPath, ["time.mjs", `./${name}.mjs`], {
      cwd: folder,
      encoding: "utf8",
    });
    return status === 0 ? /** @type {Times} */ (JSON.parse(stdout)) : undefined;
  };
  return {
    functions: onlyFunctions.length,
    exports: exported.length,
    imports: {
      module: importOf("module"),
      "its exports as empty strings": importOf("least"),
      "its functions as strings": importOf("functions"),
    },
  };
}
