/** SQLite: handles, a callback for the call, statements with blobs, and a function of SQL that is JavaScript. */
import assert from "node:assert/strict";
import { c } from "koine";
import * as sqlite from "../bindings/sqlite3.ts";

const [opened, database] = sqlite.open(":memory:");
assert.equal(opened, sqlite.SQLITE_OK);

function run(sql: string): readonly string[][] {
  const rows: string[][] = [];
  const [status, message] = sqlite.exec(
    database,
    sql,
    (_context, count, values) => {
      rows.push(Array.from({ length: count }, (_, column) => values?.get(column)?.string() ?? "NULL"));
      return 0;
    },
    null,
  );
  if (status !== sqlite.SQLITE_OK) throw new Error(message ?? "unknown error");
  return rows;
}

run("create table files (name text primary key, bytes blob)");
assert.throws(() => run("create tabel files (name)"), /near "tabel": syntax error/);
assert.throws(() => sqlite.exec(database, null as unknown as string, null, null), { code: "FFI_ARGUMENT_TYPE" });

function prepare(sql: string): sqlite.Statement {
  const [status, statement, rest] = sqlite.prepare_v2(database, sql, -1);
  assert.equal(status, sqlite.SQLITE_OK, sqlite.errmsg(database) ?? "");
  assert.ok(statement !== null && rest !== null);
  return statement;
}

const insert = prepare("insert into files values (?, ?)");
for (const [name, bytes] of [
  ["zeros", new Uint8Array(4)],
  ["naïve", new TextEncoder().encode("a\0b")],
] as const) {
  assert.equal(sqlite.bind_text(insert, 1, name, -1, sqlite.SQLITE_TRANSIENT), sqlite.SQLITE_OK);
  assert.equal(sqlite.bind_blob(insert, 2, bytes, sqlite.SQLITE_TRANSIENT), sqlite.SQLITE_OK);
  assert.equal(sqlite.step(insert), sqlite.SQLITE_DONE);
  sqlite.reset(insert);
}
insert.release();
assert.throws(() => sqlite.step(insert), { code: "FFI_USE_AFTER_FREE" });

const reverse = sqlite.create_function_xFunc.create((context, _count, values) => {
  const value = values?.get(0) ?? null;
  const text = sqlite.value_text(value)?.cast(c.char).string() ?? "";
  sqlite.result_text(context, Array.from(text).toReversed().join(""), -1, sqlite.SQLITE_TRANSIENT);
});
assert.equal(
  sqlite.create_function(database, "reverse", 1, sqlite.SQLITE_UTF8, null, reverse, null, null),
  sqlite.SQLITE_OK,
);
const select = prepare("select reverse(name), bytes from files order by name");
const found: [string | null, number[]][] = [];
while (sqlite.step(select) === sqlite.SQLITE_ROW) {
  const length = sqlite.column_bytes(select, 1);
  const bytes = sqlite.column_blob(select, 1)?.bytes(length) ?? [];
  found.push([sqlite.column_text(select, 0), Array.from(bytes)]);
}
select.release();
assert.deepEqual(found, [
  ["evïan", [97, 0, 98]],
  ["sorez", [0, 0, 0, 0]],
]);
assert.deepEqual(run("select count(*), null from files"), [["2", "NULL"]]);
database.release();
reverse.release();
assert.throws(() => sqlite.total_changes(database), { code: "FFI_USE_AFTER_FREE" });
