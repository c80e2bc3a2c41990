/** Addresses in blocks, which may be larger than the lower half of an address can count. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as c from "../c.ts";
import { createRegion, foreignRegion, freeRegion } from "../memory/region.ts";
import { Block, startBefore } from "./block.ts";
import { structClassOf } from "./struct-class.ts";

function toAddress({ low, high }: { readonly low: number; readonly high: number }): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

const distances = [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 33 + 16, 5 * 2 ** 32 + 4080];
const starts = [0x7f00_0000_0000n, 0x7f00_ffff_fff0n, 0x7fff_8000_0000n];

test("an instance knows its address wherever it lies in its block, and the block's start follows from it", () => {
  const { instances } = structClassOf(c.struct("point", { x: c.double, y: c.double }));
  const view = new DataView(new ArrayBuffer(0));
  for (const start of starts) {
    const [low, high] = [Number(BigInt.asIntN(32, start)), Number(BigInt.asIntN(32, start >> 32n))];
    const block = new Block({ view, low, high, region: foreignRegion, regionOffset: 0, flexibleEnd: undefined });
    for (const distance of distances) {
      const place = instances.placeOf(new instances(block, distance));
      assert.equal(toAddress(place), start + BigInt(distance));
      assert.deepEqual(startBefore(place.low, place.high, distance), { low, high });
    }
  }
});

test("an instance lends its address to the slots of a call, and nothing else does", () => {
  const { instances } = structClassOf(c.struct("point", { x: c.double, y: c.double }));
  const slots = new Int32Array(4);
  for (const start of starts) {
    const [low, high] = [Number(BigInt.asIntN(32, start)), Number(BigInt.asIntN(32, start >> 32n))];
    const place = { view: new DataView(new ArrayBuffer(0)), low, high, regionOffset: 0, flexibleEnd: undefined };
    const block = new Block({ ...place, region: foreignRegion });
    for (const distance of [0, 8, 16, 2 ** 31 - 8]) {
      assert.equal(instances.lend(new instances(block, distance), slots, 2), true);
      assert.equal(toAddress({ low: slots[2] as number, high: slots[3] as number }), start + BigInt(distance));
    }
    const ended = createRegion(16);
    const instance = new instances(new Block({ ...place, region: ended }), 0);
    assert.equal(instances.lend(instance, slots, 0), true);
    freeRegion(ended);
    for (const value of [instance, {}, Object.create(instances.prototype as object) as object]) {
      assert.equal(instances.lend(value, slots, 0), false);
    }
  }
});
