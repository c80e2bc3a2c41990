/** Handles that C changes through a pointer to them: who owns what afterwards, and that nothing is released twice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { catchError } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const Session = c.handle("session", { release: "close_session" });
const { symbols } = openLibrary(compileLibrary("handles"), {
  open_session: c.fn([], Session),
  session_number: c.fn([Session], c.int),
  live_sessions: "int live_sessions(void)",
  sessions_closed_twice: "int sessions_closed_twice(void)",
  change_session: c.fn([c.inout(Session), c.int, c.callback([], c.void)], c.int),
});
const [leave, take, replace] = [0, 1, 2];

function open(): NonNullable<ReturnType<typeof symbols.open_session>> {
  const session = symbols.open_session();
  assert.ok(session !== null);
  return session;
}

test("a handle that C leaves is the same one", () => {
  const session = open();
  const [number, same] = symbols.change_session(session, leave, null);
  assert.equal(number, symbols.session_number(session));
  assert.equal(same, session);
  session.release();
  assert.equal(symbols.live_sessions(), 0);
});

test("a handle that C ended is not released again", () => {
  const session = open();
  const [, none] = symbols.change_session(session, take, null);
  assert.equal(none, null);
  assert.equal(session.isReleased, true);
  session.release();
  catchError("FFI_USE_AFTER_FREE", () => symbols.session_number(session));
  assert.equal(symbols.live_sessions(), 0);
});

test("what C left in its place has an owner of its own", () => {
  const session = open();
  for (let round = 0, current = session; round < 50; round++) {
    const [, next] = symbols.change_session(current, replace, null);
    assert.ok(next !== null);
    // The allocator may give the same address again: then it is the same owner, which is still alive.
    assert.equal(next.isReleased, false);
    assert.ok(symbols.session_number(next) > 0);
    current = next;
    if (round === 49) next.release();
  }
  assert.equal(symbols.live_sessions(), 0);
  const [missing, made] = symbols.change_session(null, replace, null);
  assert.equal(missing, -1);
  made?.release();
  assert.equal(symbols.live_sessions(), 0);
});

test("it is known when a callback throws, too", () => {
  const session = open();
  assert.throws(
    () =>
      symbols.change_session(session, take, () => {
        throw new RangeError("told");
      }),
    RangeError,
  );
  assert.equal(session.isReleased, true);
  assert.equal(symbols.live_sessions(), 0);
  assert.equal(symbols.sessions_closed_twice(), 0);
});

test("only a live owner of the type is taken", () => {
  const other = c.opaque("other");
  const session = open();
  using memory = allocate(c.int);
  for (const wrong of [memory, memory.cast(other), session.cast(c.opaque("session")), undefined, 5n]) {
    const error = catchError("FFI_ARGUMENT_TYPE", () => symbols.change_session(wrong as never, leave, null));
    assert.match(error.message, /^change_session\(\): argument 1: expected a handle of session, or null/);
  }
  session.release();
  catchError("FFI_USE_AFTER_FREE", () => symbols.change_session(session, leave, null));
});
