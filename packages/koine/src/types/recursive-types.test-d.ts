/** Types that point to themselves, as generated modules declare them. */
import type { Equal, Expect, Pointer } from "@koine/ctypes";
import type * as c from "../c.ts";

declare const node: c.Struct<
  "node",
  {
    value: typeof c.int;
    next: c.PointerType<typeof node, false>;
    owner: c.PointerType<typeof tree, true>;
    visit: c.PointerType<c.Fn<readonly [c.PointerType<typeof node, false>, typeof node_ptr], typeof c.int>, false>;
  }
>;
declare const node_ptr: c.AliasType<"node_ptr", c.PointerType<typeof node, false>>;
declare const either: c.Union<
  "either",
  { node: c.PointerType<typeof node, false>; same: c.PointerType<typeof either, false> }
>;
declare const tree: c.Struct<
  "tree",
  {
    root: typeof node_ptr;
    children: c.ArrayForms<c.PointerType<typeof tree, false>, 2>;
    either: typeof either;
    first: typeof node;
  }
>;
declare const visitor: c.AliasType<
  "visitor",
  c.Callback<readonly [typeof node_ptr, c.PointerType<typeof visitor_data, false>], typeof c.int, "call">
>;
declare const visitor_data: c.Struct<
  "visitor_data",
  { visit: typeof visitor; next: c.PointerType<typeof visitor_data, false> }
>;
declare const walk: c.Function<
  [typeof node_ptr, c.PointerType<typeof tree, true>, typeof visitor],
  typeof node_ptr,
  ["first", "tree", "visit"]
>;

type node = c.Infer<typeof node>;
type tree = c.Infer<typeof tree>;

const one: c.Instance<typeof node> = node.create({ value: 1, next: null, owner: null, visit: null });
const deep: number | undefined = one.next?.value.next?.value.owner?.value.children[0]?.value.root?.value.value;
one.next = one.next?.value.next ?? null;
const found: c.Infer<typeof node_ptr> = walk(
  one,
  tree.create(),
  (data, rest) => (data?.value.value ?? 0) + (rest?.value.next === null ? 1 : 0),
);
const both: c.Instance<typeof tree> = tree.create();
both.either.same = null;
both.first.next = found;
node.assign(one, { next: found });
node.at(found as NonNullable<typeof found>).value = 3;

export type Checks = [
  Expect<Equal<typeof deep, number | undefined>>,
  Expect<Equal<node["value"], number>>,
  Expect<Equal<NonNullable<node["next"]>["value"]["value"], number>>,
  Expect<Equal<tree["first"]["value"], number>>,
  Expect<Equal<NonNullable<typeof found>["value"]["next"], node["next"]>>,
];
// @ts-expect-error Another struct is not this one.
node.at(null as unknown as Pointer<typeof tree>);
