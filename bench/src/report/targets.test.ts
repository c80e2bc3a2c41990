/** Tests of targets.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { measured, resultsOf } from "./sample-results.ts";
import type { TargetCheck } from "./targets.ts";
import { checkTargets, isBelowFloor, isReached, renderTargets } from "./targets.ts";

function requireCheck(checks: readonly TargetCheck[], target: RegExp, row: string): TargetCheck {
  const check = checks.find((candidate) => target.test(candidate.target) && candidate.row === row);
  assert.ok(check, `no check ${String(target)} of ${row}`);
  return check;
}

const isolated = resultsOf("20.20.2", "isolated", {
  koine: { add_i32: measured(5), add12: measured(8), bind1000: measured(6e6), bind1000_call: measured(9e6) },
  koffi: { add_i32: measured(35), add12: measured(72), bind1000: measured(8e6), bind1000_call: measured(8e6) },
  "v8-fast": { add_i32: measured(4), add_i32_checked: measured(4.5), add12: measured(5) },
});

test("scalar calls are compared with the V8-fast addon and with koffi", () => {
  const checks = checkTargets(isolated);
  const fast = requireCheck(checks, /V8-fast addon$/, "add_i32");
  assert.equal(fast.value, 1.25);
  assert.equal(fast.floor, 1.125);
  assert.equal(isReached(fast), true);
  const koffi = requireCheck(checks, /koffi$/, "add_i32");
  assert.equal(koffi.value, 7);
  assert.equal(koffi.floor, 8.75);
  assert.equal(isReached(koffi), true);
});

test("a limit that is passed is not reached", () => {
  const checks = checkTargets(isolated);
  assert.equal(isReached(requireCheck(checks, /V8-fast addon$/, "add12")), false);
  assert.equal(isReached(requireCheck(checks, /12x faster than koffi/, "add12")), false);
  assert.equal(isReached(requireCheck(checks, /koffi's time/, "bind1000")), true);
  assert.equal(isReached(requireCheck(checks, /koffi's time/, "bind1000_call")), false);
});

test("wrapper checks cost the difference to the unchecked call where koine has one", () => {
  const overAddon = requireCheck(checkTargets(isolated), /wrapper checks.*V8-fast/, "add_i32");
  assert.equal(overAddon.value, 1);
  const unchecked = resultsOf("20.20.2", "isolated", { koine: { add_i32_unchecked: measured(2.5) } });
  const overUnchecked = requireCheck(checkTargets([...isolated, ...unchecked]), /wrapper checks.*unchecked/, "add_i32");
  assert.equal(overUnchecked.value, 2.5);
  assert.equal(isReached(overUnchecked), false);
});

test("libffi's raw layer is compared with the same call from C and a scalar call", () => {
  const libffi = resultsOf("20.20.2", "isolated", {
    koine: { libffi_raw: measured(30) },
    c: { libffi_raw: measured(15) },
  });
  const check = requireCheck(checkTargets([...isolated, ...libffi]), /ffi_call from C/, "libffi_raw");
  assert.equal(check.value, 1.5);
  assert.equal(isReached(check), false);
});

test("callbacks are compared with the best peer, which is no C loop", () => {
  const checks = checkTargets(
    resultsOf("20.20.2", "isolated", {
      koine: { callback: measured(8), caller_callback: measured(50), qsort1000: measured(200) },
      koffi: { callback: measured(72), qsort1000: measured(1300) },
      "n-api": { callback: measured(60), qsort1000: measured(600) },
      c: { callback: measured(1), qsort1000: measured(20) },
    }),
  );
  const callback = requireCheck(checks, /8x faster than every peer/, "callback");
  assert.equal(callback.value, 7.5);
  assert.equal(isReached(callback), false);
  assert.equal(requireCheck(checks, /1.5x faster than every peer/, "caller_callback").value, 1.2);
  const sort = requireCheck(checks, /0.3x the best peer/, "qsort1000");
  assert.equal(sort.value, 200 / 600);
  assert.equal(sort.limit, 0.3);
  assert.equal(isReached(sort), false);
});

test("errno has a limit in nanoseconds", () => {
  const rows = { add_i32: measured(3), errno: measured(4.5) };
  const checks = checkTargets(resultsOf("20.20.2", "isolated", { koine: rows }));
  assert.equal(requireCheck(checks, /errno at most 2 ns/, "errno").value, 1.5);
});

test("mixed times are compared with isolated ones of the same row and Node", () => {
  const rows = { koine: { add_i32: measured(6), nop: measured(3) }, "v8-fast": { add_i32: measured(5) } };
  const checks = checkTargets([...isolated, ...resultsOf("20.20.2", "mixed", rows)]);
  const sum = requireCheck(checks, /mixed/, "add_i32");
  assert.deepEqual([sum.value, sum.floor, isBelowFloor(sum)], [1.2, 1.25, false]);
  assert.equal(requireCheck(checks, /mixed/, "nop").value, undefined);
});

test("a check without its numbers is neither reached nor missed, and counted", () => {
  const checks = checkTargets(resultsOf("20.20.2", "isolated", { koine: { nop: measured(2) } }));
  assert.ok(checks.every((check) => isReached(check) === undefined));
  assert.equal(renderTargets(checks), `Targets: 0 of 0 reached, ${checks.length} without numbers`);
});

test("the rendered targets say which are not reached", () => {
  const text = renderTargets(checkTargets(isolated));
  assert.match(text, /^at least 12x faster than koffi +add12 +20\.20\.2 +9\.00 x +9\.00 x +NOT REACHED +14\.40 x$/m);
  assert.match(text, /^at most 1\.5x the V8-fast addon +add_i32 +20\.20\.2 +1\.25 x +1\.25 x +reached +1\.13 x$/m);
});

test("what is missed by hand, too, is not reached, and says what is reached by hand", () => {
  const koffi = { nop: measured(12) };
  const slow = resultsOf("20.20.2", "isolated", {
    koine: { nop: measured(3) },
    koffi,
    "v8-fast": { nop: measured(2.5) },
  });
  const check = requireCheck(checkTargets(slow), /6x faster than koffi/, "nop");
  assert.deepEqual([check.value, isReached(check), isBelowFloor(check)], [4, false, true]);
  assert.match(renderTargets([check]), /^Targets: 0 of 1 reached, 1 of the others missed by hand, too \(floor\)$/m);
  assert.match(renderTargets([check]), /NOT REACHED; floor: by hand only 4\.80 x/);
  const quick = resultsOf("20.20.2", "isolated", {
    koine: { nop: measured(3) },
    koffi,
    "v8-fast": { nop: measured(2) },
  });
  const own = requireCheck(checkTargets(quick), /6x faster than koffi/, "nop");
  assert.deepEqual([isReached(own), isBelowFloor(own)], [false, false]);
  assert.doesNotMatch(renderTargets([own]), /floor/);
});

test("many functions are compared with wrappers written by hand", () => {
  const checks = checkTargets(
    resultsOf("26.10.0", "isolated", {
      koine: { fifty_functions: measured(6), megamorphic: measured(9) },
      "v8-fast": { fifty_functions: measured(7.5), megamorphic: measured(6) },
    }),
  );
  assert.equal(requireCheck(checks, /by hand/, "fifty_functions").value, 0.8);
  assert.equal(isReached(requireCheck(checks, /by hand/, "megamorphic")), false);
});

test("a callback on the caller's stack is compared with libraries, with all peers, and with the least", () => {
  const checks = checkTargets(
    resultsOf("26.10.0", "isolated", {
      koine: { caller_callback: measured(40) },
      koffi: { callback: measured(80) },
      "n-api": { callback: measured(56) },
      "v8-fast": { caller_callback: measured(35) },
    }),
  );
  assert.equal(requireCheck(checks, /every library/, "caller_callback").value, 2);
  const peers = requireCheck(checks, /1.5x faster than every peer/, "caller_callback");
  assert.equal(peers.value, 1.4);
  assert.equal(peers.floor, 1.6);
});

test("medians decide, and the least samples stand beside", () => {
  const disturbed = { ...measured(9), samples: [4, 9, 9], min: 4 } as const;
  const results = resultsOf("20.20.2", "isolated", {
    koine: { add_i32: disturbed },
    "v8-fast": { add_i32: measured(4) },
  });
  const check = requireCheck(checkTargets(results), /V8-fast addon$/, "add_i32");
  assert.equal(check.value, 2.25);
  assert.equal(check.least, 1);
  assert.equal(isReached(check), false);
  assert.match(renderTargets([check]), /2\.25 x +1\.00 x +NOT REACHED/);
});
