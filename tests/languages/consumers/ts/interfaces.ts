/** Objects with methods. */
import assert from "node:assert/strict";
import { counting, probe } from "interfaces";

const { Counter, CounterError } = counting;

function check(): void {
  using counter = new Counter();
  using other = Counter.startingAt(40n);
  assert.equal(Counter.count(), 2);
  assert.equal(counter.add(2n), 2n);
  assert.equal(counting.sum(counter, other), 42n);
  assert.throws(
    () => counter.add(-3n),
    (error) => error instanceof CounterError && error.kind === "Negative",
  );
  assert.throws(() => counter.add(2n ** 63n - 1n), { kind: "TooLarge", code: 2 });
  assert.equal(counter.value(), 2n);
  assert.throws(() => Counter.startingAt(-1n), { kind: "Negative" });
  counter.setName("c");
  assert.equal(counter.name(), "c");
  counter.setName(null);
  assert.equal(counter.name(), "unnamed");
  using fork = other.fork();
  assert.equal(fork.isSame(other), false);
  assert.equal(fork.isSame(fork), true);
  using larger = Counter.larger(counter, other);
  assert.equal(larger?.value(), 40n);
  assert.equal(Counter.larger(counter, null), null);
  assert.throws(() => counter.setName("a\0"), { code: "FFI_STRING_CONTENT" });
  assert.throws(() => fork.isSame({} as never), { code: "FFI_ARGUMENT_TYPE" });
  fork[Symbol.dispose]();
  fork[Symbol.dispose]();
  assert.throws(() => fork.value(), { code: "FFI_USE_AFTER_FREE", message: /Counter/ });
  assert.throws(() => other.isSame(fork), { code: "FFI_USE_AFTER_FREE" });
}

check();
assert.equal(Counter.count(), 0);
assert.equal(probe.live(), 0n);
