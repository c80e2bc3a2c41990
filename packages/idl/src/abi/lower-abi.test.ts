import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  Api,
  ApiDeclaration,
  ApiField,
  ApiFunction,
  ApiModule,
  ApiParameter,
  ApiRecord,
  ApiType,
  NamedType,
} from "../model/index.ts";
import type { AbiFunction, AbiParameter } from "./abi-model.ts";
import type { CType } from "./c-type.ts";
import { lowerAbi } from "./lower-abi.ts";

const span = { file: "test.yml", start: 0, end: 0, line: 1, column: 1 };

function declare(id: string): ApiDeclaration {
  return { name: id.slice(id.lastIndexOf(".") + 1), id, span };
}

function makeModule(path: string, contents: Partial<ApiModule>): ApiModule {
  return {
    ...declare(path),
    path: path.split("."),
    aliases: [],
    constants: [],
    enums: [],
    flags: [],
    richEnums: [],
    records: [],
    interfaces: [],
    callbacks: [],
    listeners: [],
    functions: [],
    modules: [],
    ...contents,
  };
}

function makeApi(modules: readonly ApiModule[], contents: Partial<Api> = {}): Api {
  const metadata = { name: "test", version: "1.0.0", authors: [] };
  const rest = { schema: "1.0.0", file: "test.yml", package: metadata, prefix: "koine", generators: {}, imports: [] };
  return { ...rest, modules, ...contents };
}

const scalar = (name: "i32" | "f64" | "u8" | "bool" | "i64"): ApiType => ({ kind: "scalar", name });
const string: ApiType = { kind: "string", isBorrowed: false };
const bytes: ApiType = { kind: "bytes", isBorrowed: false };
const list = (item: ApiType): ApiType => ({ kind: "list", item });
const optional = (item: ApiType): ApiType => ({ kind: "optional", item });
const named = (kind: NamedType["kind"], id: string): NamedType => ({ kind, id });

function makeFields(fields: Readonly<Record<string, ApiType>>): ApiField[] {
  return Object.entries(fields).map(([name, type]) => ({ ...declare(name), type }));
}

function makeParameters(fields: Readonly<Record<string, ApiType>>): ApiParameter[] {
  return makeFields(fields).map((field) => ({ ...field, isMutable: field.name.startsWith("mutable_") }));
}

function makeFunction(
  id: string,
  parameters: Readonly<Record<string, ApiType>>,
  result?: ApiType,
  rest: Partial<ApiFunction> = {},
): ApiFunction {
  return {
    ...declare(id),
    parameters: makeParameters(parameters),
    isAsync: false,
    isCancellable: false,
    ...(result === undefined ? {} : { result }),
    ...rest,
  };
}

function makeRecord(id: string, fields: Readonly<Record<string, ApiType>>, rest: Partial<ApiRecord> = {}): ApiRecord {
  return { ...declare(id), layout: "opaque", hasBuilder: false, fields: makeFields(fields), ...rest };
}

/** A plain spelling, so that a test shows whole signatures; the real one is the C target's. */
function spell(type: CType): string {
  switch (type.kind) {
    case "void":
      return "void";
    case "scalar":
      return type.name;
    case "named":
      return type.symbol;
    case "array":
      return `${spell(type.of)}[${type.length}]`;
    case "pointer":
      if (!type.isConst) return `${spell(type.to)}*`;
      return type.to.kind === "pointer" ? `${spell(type.to)} const*` : `const ${spell(type.to)}*`;
    default:
      return type satisfies never;
  }
}

const spellAll = (parameters: readonly AbiParameter[]): string =>
  parameters.map(({ name, type }) => `${spell(type)} ${name}`).join(", ");

const signature = ({ symbol, parameters, result }: Pick<AbiFunction, "symbol" | "parameters" | "result">): string =>
  `${spell(result)} ${symbol}(${spellAll(parameters)})`.replaceAll("koine_", "");

function signatures(module: ApiModule): readonly string[] {
  const abi = lowerAbi(makeApi([module]));
  return abi.modules.flatMap(({ functions }) => functions.map(signature));
}

function lowerOne(parameters: Readonly<Record<string, ApiType>>, result?: ApiType): string | undefined {
  const module = makeModule("m", {
    enums: [{ ...declare("m.E"), variants: [{ ...declare("m.E.A"), value: 0 }] }],
    callbacks: [{ ...declare("m.OnItem"), parameters: makeParameters({ text: string }), result: scalar("bool") }],
    interfaces: [{ ...declare("m.I"), constructors: [], methods: [], statics: [] }],
    records: [makeRecord("m.R", { id: scalar("i32") }), makeRecord("m.P", { x: scalar("f64") }, { layout: "c" })],
    functions: [makeFunction("m.go", parameters, result)],
  });
  return signatures(module).at(-1);
}

const record = named("record", "m.R");

test("parameters take the slots of their types", () => {
  const parameters: Readonly<Record<string, [ApiType, string]>> = {
    n: [scalar("f64"), "double n"],
    text: [string, "const char* text"],
    mutable_text: [string, "char* mutable_text"],
    data: [bytes, "const uint8_t* data_ptr, size_t data_len"],
    mutable_data: [bytes, "uint8_t* mutable_data_ptr, size_t mutable_data_len"],
    h: [{ kind: "handle" }, "handle_t h"],
    object: [{ kind: "typed-handle", id: "m.R" }, "m_R* object"],
    item: [record, "const m_R* item"],
    mutable_item: [record, "m_R* mutable_item"],
    face: [named("interface", "m.I"), "const m_I* face"],
    kind: [named("enum", "m.E"), "m_E kind"],
    point: [named("struct", "m.P"), "m_P point"],
    maybe: [optional(scalar("i32")), "const int32_t* maybe"],
    maybe_kind: [optional(named("enum", "m.E")), "const m_E* maybe_kind"],
    maybe_text: [optional(string), "const char* maybe_text"],
    maybe_data: [optional(bytes), "const uint8_t* maybe_data_ptr, size_t maybe_data_len"],
    numbers: [list(scalar("i32")), "const int32_t* numbers, size_t numbers_len"],
    texts: [list(string), "const char* const* texts, size_t texts_len"],
    items: [list(record), "m_R* const* items, size_t items_len"],
    gaps: [list(optional(record)), "m_R* const* gaps, size_t gaps_len"],
    points: [list(named("struct", "m.P")), "const m_P* points, size_t points_len"],
    map: [
      { kind: "map", key: string, value: scalar("i32") },
      "const char* const* map_keys, const int32_t* map_values, size_t map_len",
    ],
    four: [{ kind: "array", item: scalar("u8"), length: 4 }, "const uint8_t* four"],
    each: [named("callback", "m.OnItem"), "m_OnItem_fn each, void* each_context"],
  };
  for (const [name, [type, slots]] of Object.entries(parameters)) {
    assert.equal(lowerOne({ [name]: type }), `void m_go(${slots}, error* out_err)`);
  }
});

test("results return what fits and write the rest", () => {
  const results: readonly [ApiType, string][] = [
    [scalar("bool"), "bool m_go(error* out_err)"],
    [string, "const char* m_go(error* out_err)"],
    [bytes, "const uint8_t* m_go(size_t* out_len, error* out_err)"],
    [record, "m_R* m_go(error* out_err)"],
    [named("interface", "m.I"), "m_I* m_go(error* out_err)"],
    [named("struct", "m.P"), "m_P m_go(error* out_err)"],
    [optional(named("struct", "m.P")), "m_P* m_go(error* out_err)"],
    [optional(scalar("i64")), "int64_t* m_go(error* out_err)"],
    [optional(string), "const char* m_go(error* out_err)"],
    [list(scalar("i32")), "int32_t* m_go(size_t* out_len, error* out_err)"],
    [optional(list(string)), "const char** m_go(size_t* out_len, error* out_err)"],
    [list(record), "m_R** m_go(size_t* out_len, error* out_err)"],
    [
      { kind: "map", key: string, value: scalar("f64") },
      "void m_go(const char*** out_keys, double** out_values, size_t* out_len, error* out_err)",
    ],
    [{ kind: "array", item: scalar("f64"), length: 3 }, "void m_go(double* out_value, error* out_err)"],
  ];
  for (const [type, expected] of results) assert.equal(lowerOne({}, type), expected);
});

test("slots say whose they are and what they carry", () => {
  const abi = lowerAbi(makeApi([makeModule("m", { functions: [makeFunction("m.f", { data: bytes }, bytes)] })]));
  assert.deepEqual(
    abi.functions.get("koine_m_f")?.parameters.map(({ role, of }) => [role, of]),
    [
      ["value", "data"],
      ["length", "data"],
      ["out-length", undefined],
      ["out-error", undefined],
    ],
  );
});

test("records have a maker, a destroyer, getters and, if asked for, a builder", () => {
  const fields = { name: string, tags: list(string) };
  assert.deepEqual(signatures(makeModule("kv", { records: [makeRecord("kv.Item", fields, { hasBuilder: true })] })), [
    "kv_Item* kv_Item_create(const char* name, const char* const* tags, size_t tags_len, error* out_err)",
    "void kv_Item_destroy(kv_Item* ptr)",
    "const char* kv_Item_get_name(const kv_Item* ptr)",
    "const char** kv_Item_get_tags(const kv_Item* ptr, size_t* out_len)",
    "kv_ItemBuilder* kv_Item_Builder_new()",
    "void kv_Item_Builder_set_name(kv_ItemBuilder* builder, const char* name)",
    "void kv_Item_Builder_set_tags(kv_ItemBuilder* builder, const char* const* tags, size_t tags_len)",
    "kv_Item* kv_Item_Builder_build(kv_ItemBuilder* builder, error* out_err)",
    "void kv_Item_Builder_destroy(kv_ItemBuilder* builder)",
  ]);
});

test("rich enums have a tag, makers, getters and a destroyer", () => {
  const module = makeModule("s", {
    richEnums: [
      {
        ...declare("s.Shape"),
        variants: [
          { ...declare("s.Shape.Empty"), value: 0, fields: [] },
          { ...declare("s.Shape.Circle"), value: 7, fields: makeFields({ radius: scalar("f64") }) },
        ],
      },
    ],
  });
  assert.deepEqual(signatures(module), [
    "int32_t s_Shape_tag(const s_Shape* self)",
    "s_Shape* s_Shape_Empty_new(error* out_err)",
    "s_Shape* s_Shape_Circle_new(double radius, error* out_err)",
    "double s_Shape_Circle_get_radius(const s_Shape* self)",
    "void s_Shape_destroy(s_Shape* self)",
  ]);
  const [tags] = lowerAbi(makeApi([module])).modules[0]?.types ?? [];
  assert.ok(tags?.kind === "enum");
  assert.deepEqual(
    tags.constants.map(({ symbol, value }) => [symbol, value]),
    [
      ["koine_s_Shape_Tag_Empty", 0],
      ["koine_s_Shape_Tag_Circle", 7],
    ],
  );
});

test("interfaces have constructors, statics, methods and a destroyer", () => {
  const module = makeModule("kv", {
    interfaces: [
      {
        ...declare("kv.Store"),
        constructors: [makeFunction("kv.Store.open", { path: string })],
        methods: [
          makeFunction("kv.Store.list_keys", {}, { kind: "iterator", item: string }),
          makeFunction("kv.Store.sync", { force: scalar("bool") }, scalar("i32"), { isAsync: true }),
        ],
        statics: [makeFunction("kv.Store.count", {}, scalar("i32"))],
      },
    ],
  });
  assert.deepEqual(signatures(module), [
    "kv_Store* kv_Store_open(const char* path, error* out_err)",
    "int32_t kv_Store_count(error* out_err)",
    "kv_Store_ListKeysIterator* kv_Store_list_keys(const kv_Store* self, error* out_err)",
    "int32_t kv_Store_ListKeysIterator_next(kv_Store_ListKeysIterator* iter, const char** out_item, error* out_err)",
    "void kv_Store_ListKeysIterator_destroy(kv_Store_ListKeysIterator* iter)",
    "void kv_Store_sync_async(const kv_Store* self, bool force, kv_Store_sync_callback callback, void* context)",
    "void kv_Store_destroy(kv_Store* self)",
  ]);
});

test("async functions, streams and listeners speak through callbacks", () => {
  const module = makeModule("net", {
    callbacks: [{ ...declare("net.OnText"), parameters: makeParameters({ text: string, raw: bytes }) }],
    listeners: [{ ...declare("net.incoming"), callback: "net.OnText" }],
    records: [makeRecord("net.Page", { url: string })],
    functions: [
      makeFunction("net.fetch", { url: string }, bytes, { isAsync: true, isCancellable: true }),
      makeFunction("net.pages", {}, { kind: "stream", item: named("record", "net.Page") }, { isCancellable: true }),
    ],
  });
  assert.deepEqual(signatures(module).slice(-6), [
    "uint64_t net_register_incoming(net_OnText_fn callback, void* context)",
    "void net_unregister_incoming(uint64_t id)",
    "void net_fetch_async(const char* url, cancel_token* cancel_token, net_fetch_callback callback, void* context)",
    "net_PagesStream* net_pages(error* out_err)",
    "void net_PagesStream_next_async(net_PagesStream* stream, cancel_token* cancel_token, net_PagesStream_next_callback callback, void* context)",
    "void net_PagesStream_destroy(net_PagesStream* stream)",
  ]);
  const types = lowerAbi(makeApi([module])).modules[0]?.types ?? [];
  assert.deepEqual(types.filter((type) => type.kind === "function-pointer").map(signature), [
    "void net_OnText_fn(const char* text, const uint8_t* raw_ptr, size_t raw_len, void* context)",
    "void net_fetch_callback(void* context, error* err, const uint8_t* result, size_t result_len)",
    "void net_PagesStream_next_callback(void* context, error* err, bool has_item, net_Page* item)",
  ]);
});

test("structs are laid out, whichever is declared first", () => {
  const flags = { ...declare("g.Mode"), base: "u16" as const, members: [] };
  const module = makeModule("g", {
    flags: [flags],
    records: [
      makeRecord(
        "g.Line",
        { from: named("struct", "g.Point"), mode: named("flags", "g.Mode"), to: named("struct", "g.Point") },
        { layout: "c" },
      ),
      makeRecord(
        "g.Point",
        { tag: scalar("u8"), at: { kind: "array", item: scalar("f64"), length: 2 } },
        { layout: "c" },
      ),
    ],
  });
  const { structs } = lowerAbi(makeApi([module]));
  assert.deepEqual(
    structs.map(({ symbol, size, alignment, offsets }) => ({ symbol, size, alignment, offsets })),
    [
      { symbol: "koine_g_Point", size: 24, alignment: 8, offsets: [0, 8] },
      { symbol: "koine_g_Line", size: 56, alignment: 8, offsets: [0, 24, 32] },
    ],
  );
});

test("error domains are enums from schema 0.5.0 on", () => {
  const errorDomain = {
    ...declare("kv.KvError"),
    codes: [{ ...declare("kv.KvError.Missing"), code: 4, message: "gone" }],
  };
  const module = makeModule("kv", { errorDomain });
  const typesOf = (schema: string) => lowerAbi(makeApi([module], { schema })).modules[0]?.types;
  assert.deepEqual(typesOf("0.3.0"), []);
  assert.deepEqual(typesOf("0.5.0"), [
    {
      kind: "enum",
      symbol: "koine_kv_KvError",
      owner: "kv.KvError",
      constants: [{ symbol: "koine_kv_KvError_Missing", value: 4, doc: "gone" }],
    },
  ]);
});

test("nested modules join their paths, and the prefix is everywhere", () => {
  const inner = makeModule("a.b", { functions: [makeFunction("a.b.f", {})] });
  const abi = lowerAbi(makeApi([makeModule("a", { modules: [inner] })], { prefix: "acme" }));
  assert.deepEqual(
    abi.modules.map(({ joinedPath }) => joinedPath),
    ["a", "a_b"],
  );
  assert.ok(abi.functions.has("acme_a_b_f"));
  for (const symbol of abi.functions.keys()) assert.match(symbol, /^acme_/);
  assert.equal(abi.runtime.error.symbol, "acme_error");
});

test("types of an imported document keep its prefix", () => {
  const geometry = makeApi(
    [makeModule("g", { records: [makeRecord("g.Point", { x: scalar("f64") }, { layout: "c" })] })],
    { prefix: "geo" },
  );
  const api = makeApi(
    [
      makeModule("m", {
        records: [makeRecord("m.Box", { from: named("struct", "geo.g.Point") }, { layout: "c" })],
        functions: [makeFunction("m.f", { at: named("struct", "geo.g.Point") })],
      }),
    ],
    { imports: [{ name: "geo", api: geometry }] },
  );
  const abi = lowerAbi(api);
  assert.equal(signature(abi.functions.get("koine_m_f")!), "void m_f(geo_g_Point at, error* out_err)");
  assert.equal(abi.structs[0]?.size, 8);
  assert.equal(abi.imports[0]?.prefix, "geo");
});
