/** Functions that C calls before a call returns. */
import assert from "node:assert/strict";
import { probe, walk } from "callbacks";

function checkCalls(): void {
  const seen: number[] = [];
  walk.countTo(4, (value) => seen.push(value));
  assert.deepEqual(seen, [1, 2, 3, 4]);
  const texts: (string | null)[] = [];
  assert.equal(
    walk.eachText(["a", "ü"], (text, note) => texts.push(text, note)),
    2,
  );
  assert.deepEqual([texts[0], texts[2]], ["a", "ü"]);
  const data: unknown[] = [];
  walk.eachData(2, (bytes, numbers, maybe) => data.push([...bytes, numbers[0], numbers[2], maybe]));
  assert.deepEqual(data, [
    [0, 255, 0, 2_147_483_647, -(2n ** 63n)],
    [1, 255, 1, 2_147_483_647, null],
  ]);
  assert.deepEqual(
    walk.sort([3, -1, 2], (a, b) => b - a),
    [3, 2, -1],
  );
  assert.deepEqual(
    walk.swap({ left: 1, right: 2 }, ({ left, right }) => ({ left: right, right: left })),
    { left: 2, right: 1 },
  );
  let calls = 0;
  walk.nested(3, () => {
    calls += 1;
  });
  assert.equal(calls, 8);
}

function checkLent(): void {
  const kept: InstanceType<typeof walk.Item>[] = [];
  assert.equal(
    walk.eachItem(10, (item) => {
      kept.push(item);
      assert.equal(item.label, "lent");
      return item.id === 2 ? walk.Step.Stop : walk.Step.Go;
    }),
    3,
  );
  assert.throws(() => kept[0]?.label, { code: "FFI_USE_AFTER_FREE", message: /lent to a callback/ });
}

/** What a callback throws comes out of the call, and nothing that C made is lost. */
function checkThrows(): void {
  const failure = new Error("thrown in a callback");
  const fail = (): never => {
    throw failure;
  };
  const isFailure = (error: unknown) => error === failure;
  assert.throws(() => walk.countTo(3, fail), isFailure);
  let calls = 0;
  assert.throws(
    () =>
      walk.sort([3, 2, 1], () => {
        calls += 1;
        return fail();
      }),
    isFailure,
  );
  assert.equal(calls, 1);
  assert.throws(() => walk.swap({ left: 1, right: 2 }, fail), isFailure);
  assert.throws(() => walk.eachItem(3, fail), isFailure);
  assert.throws(() => walk.nested(2, fail), isFailure);
  assert.throws(() => walk.countTo(1, "1" as never), { code: "FFI_ARGUMENT_TYPE" });
  assert.throws(() => walk.sort([2, 1], 5 as never), { code: "FFI_ARGUMENT_TYPE" });
  // What a callback gives is checked before C gets it; what C gave nevertheless is freed.
  assert.throws(() => walk.sort([2, 1], () => "more" as never), { code: "FFI_ARGUMENT_TYPE" });
  assert.throws(() => walk.sort([2, 1], () => 2 ** 31), { code: "FFI_ARGUMENT_RANGE" });
  assert.throws(() => walk.swap({ left: 1, right: 2 }, () => 5 as never), { code: /^FFI_/ });
  // A call inside of a callback has errors of its own.
  walk.countTo(1, () => {
    assert.throws(() => walk.countTo(1, fail), isFailure);
  });
}

checkCalls();
checkLent();
checkThrows();
assert.equal(probe.live(), 0n);
