/** A program of the tour: runs SQL with the generated sqlite3 module and a callback. Compiled by the tour itself. */
import { allocate, c } from "koine";
import {
  sqlite3,
  sqlite3_close,
  sqlite3_errmsg,
  sqlite3_exec,
  sqlite3_libversion,
  sqlite3_open,
  SQLITE_OK,
} from "../../../.koine/tour/sqlite3.ts";

export interface QueryResult {
  readonly version: string | null;
  readonly rows: readonly (readonly (string | undefined)[])[];
}

export function createAndQuery(path: string): QueryResult {
  const rows: (string | undefined)[][] = [];
  // [shown]
  const place = allocate(c.pointer(sqlite3));
  sqlite3_open(path, place);
  const db = place.value;

  const run = (sql: string): void => {
    const status = sqlite3_exec(
      db,
      sql,
      (_data, count, values) => {
        rows.push(Array.from({ length: count }, (_, column) => values?.get(column)?.string()));
        return 0;
      },
      null,
      null,
    );
    if (status !== SQLITE_OK) throw new Error(sqlite3_errmsg(db) ?? "SQL failed");
  };
  // [/shown]

  try {
    run("CREATE TABLE star (name TEXT, light_years REAL)");
    run("INSERT INTO star VALUES ('Sirius', 8.6), ('Vega', 25.0), ('Proxima Centauri', 4.2), ('Deneb', NULL)");
    run("SELECT name, light_years FROM star ORDER BY light_years");
  } finally {
    sqlite3_close(db);
  }
  return { version: sqlite3_libversion(), rows };
}
