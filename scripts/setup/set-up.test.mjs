/** Promises of set-up: what is missing is named exactly, and nothing is done twice. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { spawnSync } from "node:child_process";
import { repositoryRoot } from "../process/repository-root.mjs";
import { debianPackages } from "./debian-packages.mjs";
import { fingerprintAddon } from "./native-addon.mjs";
import { describeInstallDifference } from "./node-modules.mjs";
import { assertNodeVersion } from "./set-up.mjs";
import { findMissingPackages, hasCommand, renderMissingPackages } from "./system-packages.mjs";

const scratch = mkdtempSync(join(tmpdir(), "koine-set-up-"));
after(() => rmSync(scratch, { recursive: true }));

test("an old Node is refused with the version that is needed", () => {
  assertNodeVersion("20.12.0");
  assertNodeVersion("26.0.0");
  assert.throws(() => assertNodeVersion("20.11.1"), /Node 20\.12 or newer is needed; this is Node 20\.11\.1\./);
  assert.throws(() => assertNodeVersion("18.20.0"), /this is Node 18\.20\.0/);
});

test("a command counts only when it may be executed", () => {
  writeFileSync(join(scratch, "runnable"), "");
  chmodSync(join(scratch, "runnable"), 0o755);
  writeFileSync(join(scratch, "plain"), "", { mode: 0o644 });
  assert.equal(hasCommand("runnable", scratch), true);
  assert.equal(hasCommand("plain", scratch), false);
  assert.equal(hasCommand("absent", scratch), false);
});

test("missing headers and programs give their packages, and nothing else does", () => {
  const missing = findMissingPackages([
    { name: "there", command: "gcc", purpose: "" },
    { name: "header-there", header: "stdio.h", purpose: "" },
    { name: "program-absent", command: "koine-no-such-program", purpose: "" },
    { name: "header-absent", header: "koine-no-such-header.h", purpose: "" },
    { name: "file-there", file: repositoryRoot, purpose: "" },
    { name: "file-absent", file: join(scratch, "koine-no-such-file"), purpose: "" },
  ]);
  assert.deepEqual(
    missing.map((entry) => entry.name),
    ["program-absent", "header-absent", "file-absent"],
  );
});

test("without a compiler, Debian's include directories are asked", () => {
  const missing = findMissingPackages(
    [
      { name: "gcc", command: "gcc", purpose: "" },
      { name: "libc6-dev", header: "stdio.h", purpose: "" },
      { name: "absent-dev", header: "koine-no-such-header.h", purpose: "" },
    ],
    scratch,
  );
  assert.deepEqual(
    missing.map((entry) => entry.name),
    ["gcc", "absent-dev"],
  );
});

test("where nothing may be installed, set-up prints the exact packages and exits with 1", () => {
  const programs = join(scratch, "programs");
  mkdirSync(programs);
  for (const command of ["gcc", "g++", "python3"]) symlinkSync("/bin/true", join(programs, command));
  const missing = findMissingPackages(debianPackages, programs);
  assert.equal(missing.map((entry) => entry.name).includes("make"), true);
  const { status, stderr } = spawnSync(process.execPath, [join(repositoryRoot, "scripts", "setup.mjs")], {
    env: { ...process.env, PATH: programs },
    encoding: "utf8",
  });
  assert.equal(status, 1);
  assert.match(stderr, /make \(Debian: make\)/);
  assert.doesNotMatch(stderr, /python3/);
});

test("on Debian the line to paste names what is missing", () => {
  const text = renderMissingPackages(
    [
      { name: "make", purpose: "" },
      { name: "libffi-dev", purpose: "" },
    ],
    true,
  );
  assert.match(text, /^ {2}sudo apt-get install -y make libffi-dev$/m);
});

test("npm is asked only when the installation differs from the lock file", () => {
  const lodash = { version: "1.0.0", integrity: "sha512-a" };
  const locked = {
    "": {},
    "packages/x": {},
    "node_modules/a": lodash,
    "node_modules/b": { version: "2.0.0", optional: true },
  };
  assert.equal(describeInstallDifference(locked, { "node_modules/a": lodash }), undefined);
  assert.match(describeInstallDifference(locked, {}) ?? "", /node_modules\/a is not installed/);
  assert.match(
    describeInstallDifference(locked, { "node_modules/a": { ...lodash, version: "1.0.1" } }) ?? "",
    /node_modules\/a is not what the lock file asks for/,
  );
  assert.match(
    describeInstallDifference(locked, { "node_modules/a": lodash, "node_modules/c": {} }) ?? "",
    /node_modules\/c is not in the lock file/,
  );
});

test("the addon is rebuilt when a source, a header or binding.gyp changes, and not for other files", () => {
  const directory = join(scratch, "addon");
  mkdirSync(join(directory, "addon"), { recursive: true });
  writeFileSync(join(directory, "binding.gyp"), "{}");
  writeFileSync(join(directory, "addon", "a.c"), "int a;");
  const before = fingerprintAddon(directory);
  writeFileSync(join(directory, "README.md"), "text");
  assert.equal(fingerprintAddon(directory), before);
  writeFileSync(join(directory, "addon", "a.h"), "int a;");
  const withHeader = fingerprintAddon(directory);
  assert.notEqual(withHeader, before);
  writeFileSync(join(directory, "addon", "a.c"), "int b;");
  assert.notEqual(fingerprintAddon(directory), withHeader);
});
