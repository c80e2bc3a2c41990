/** Where the runtime's permissions forbid native code, the error says so and how to allow it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { FfiError, openLibrary } from "koine";

const marker = "KOINE_PERMISSION_CHILD";

function run(options: readonly string[]): string {
  const environment: NodeJS.ProcessEnv = { ...process.env, [marker]: "1", NODE_NO_WARNINGS: "1" };
  delete environment["NODE_TEST_CONTEXT"];
  const parameters = [...options, fileURLToPath(import.meta.url)];
  const { stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8", env: environment });
  return `${stdout}${stderr}`;
}

if (process.argv.length > 0 && isForbidden()) {
  try {
    process.stdout.write(String(openLibrary(null, { abs: "int abs(int value)" }).symbols.abs(-7)));
  } catch (error) {
    process.stdout.write(error instanceof FfiError ? `${error.code}: ${error.message}` : String(error));
  }
} else {
  const major = Number.parseInt(process.versions.node, 10);
  const isNode = process.versions["bun"] === undefined && process.versions["deno"] === undefined;
  const permission = major < 23 ? "--experimental-permission" : "--permission";

  test("Node without permission for addons", { skip: isNode ? false : "the flags are Node's" }, () => {
    const told = run([permission, "--allow-fs-read=*"]);
    assert.match(
      told,
      /^FFI_PERMISSION_DENIED: the runtime is not permitted to load native code\n {2}hint: .*--allow-addons/,
    );
    assert.match(run(["--no-addons"]), /^FFI_PERMISSION_DENIED/);
    if (major >= 22) assert.equal(run([permission, "--allow-fs-read=*", "--allow-addons"]), "7");
  });

  const isDeno = process.versions["deno"] !== undefined;
  test("Deno without permission for native code", { skip: isDeno ? false : "the flags are Deno's" }, () => {
    const shared = ["run", "--no-prompt", "--no-check", "--no-lock", "--quiet", "--allow-read", "--allow-env"];
    assert.match(run(shared), /^FFI_PERMISSION_DENIED: .*\n {2}hint: .*--allow-ffi/);
    assert.equal(run([...shared, "--allow-ffi"]), "7");
  });
}

/** Whether this process is the one that a test started. */
function isForbidden(): boolean {
  return process.env[marker] !== undefined;
}
