/** libgit2: a repository, two commits, and a walk over them. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allocate, c } from "koine";
import * as git from "../bindings/git2.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-git2-"));
assert.ok(git.git_libgit2_init() > 0);

/** What libgit2 says beside a negative result. */
function check(result: number): void {
  if (result < 0) throw new Error(git.git_error_last()?.value.message?.string() ?? `error ${result}`);
}

/** The second value of what a call gave, if it succeeded. */
function take<TValue>([result, value]: readonly [number, TValue | null]): TValue {
  check(result);
  assert.ok(value !== null);
  return value;
}

assert.throws(() => take(git.git_repository_init("/proc/none", 0)), /\/proc/);
const repository = take(git.git_repository_init(folder, 0));
assert.equal(git.git_repository_is_empty(repository), true);
const author = take(git.git_signature_now("Koine", "koine@example.org"));

function commit(message: string, parent: git.git_commit | null): ReturnType<typeof git.git_oid.create> {
  const index = take(git.git_repository_index(repository));
  writeFileSync(join(folder, "file.txt"), message);
  check(git.git_index_add_bypath(index, "file.txt"));
  check(git.git_index_write(index));
  const tree = take(git.git_tree_lookup(repository, take(git.git_index_write_tree(index))));
  const parents = allocate(c.pointer(git.git_commit.target));
  parents.value = parent;
  const [result, id] = git.git_commit_create(
    repository,
    "HEAD",
    author,
    author,
    null,
    message,
    tree,
    parent === null ? 0 : 1,
    parents,
  );
  check(result);
  tree.release();
  index.release();
  return id;
}

const first = commit("first", null);
const parent = take(git.git_commit_lookup(repository, first));
const second = commit("second", parent);
assert.equal(git.git_commit_message(parent), "first");
parent.release();

const walk = take(git.git_revwalk_new(repository));
check(git.git_revwalk_push_head(walk));
const messages: (string | null)[] = [];
const ids: string[] = [];
for (;;) {
  const [result, id] = git.git_revwalk_next(walk);
  if (result === git.GIT_ITEROVER) break;
  check(result);
  const found = take(git.git_commit_lookup(repository, id));
  messages.push(git.git_commit_message(found));
  ids.push(git.git_oid_tostr_s(id));
  found.release();
}
assert.deepEqual(messages, ["second", "first"]);
assert.deepEqual(ids, [git.git_oid_tostr_s(second), git.git_oid_tostr_s(first)]);
const [, blob] = git.git_blob_create_from_buffer(repository, new TextEncoder().encode("hello\n"));
assert.equal(git.git_oid_tostr_s(blob), "ce013625030ba8dba906f756967f9e9ca394464a");
walk.release();
author[Symbol.dispose]();
repository.release();
rmSync(folder, { recursive: true });
