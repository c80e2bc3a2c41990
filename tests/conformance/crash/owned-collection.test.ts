/** Owned memory that nobody disposes is given back after the last pointer into it, and the last view of it, are gone. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { collectAll, collectUntil } from "../least-growth.ts";
import { compileLibrary } from "../native-library.ts";

const options = { nodeOptions: ["--expose-gc"], prints: ["100 alive", "few alive", "views true", "views gone"] };

testInChild(
  "owned memory is given back when it is collected, and not before",
  import.meta.url,
  options,
  async (print) => {
    const { symbols } = openLibrary(compileLibrary("ownership"), {
      alive_count: "int alive_count(void)",
      make_block: c.fn([c.usize], c.owned(c.pointer(c.u8), "free_block", { byteLength: 64 })),
    });
    const make = (count: number): void => {
      for (let index = 0; index < count; index++) symbols.make_block(64)?.add(1);
    };
    make(100);
    print(`${symbols.alive_count()} alive`);
    await collectUntil(() => symbols.alive_count() < 20);
    print(symbols.alive_count() < 20 ? "few alive" : `${symbols.alive_count()} alive`);
    const before = symbols.alive_count();
    const views: (Uint8Array | undefined)[] = [];
    const lend = (): void => {
      for (let index = 0; index < 100; index++) views.push(symbols.make_block(64)?.bytes(64));
    };
    lend();
    await collectAll();
    print(`views ${views.every((view) => view?.[63] === 7) && symbols.alive_count() >= 100}`);
    views.length = 0;
    await collectUntil(() => symbols.alive_count() < before + 20);
    print(symbols.alive_count() < before + 20 ? "views gone" : `${symbols.alive_count()} alive`);
  },
);
