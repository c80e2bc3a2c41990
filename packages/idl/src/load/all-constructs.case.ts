/** A document with every construct of schema 1.0.0, for the tests of every stage. */
export const allConstructs = `# Every construct once.
version: "1.0.0"
doc: All of it
package:
  name: everything
  version: 2.1.0
  description: Every construct
  license: MIT
  authors: [Ada, "Grace <grace@example.org>"]
  homepage: https://example.org
  repository: https://example.org/git
c_prefix: all
generators:
  c: { header_name: all.h }
  go: { module_path: example.org/all }
modules:
  - name: kv
    doc: |
      A store of keys.

      It has two paragraphs.
    since: "1.0"
    aliases:
      - { name: Key, type: string, doc: A key. }
      - { name: Keys, type: "[Key]" }
    constants:
      - { name: MAX_KEY, type: u64, value: 18446744073709551615, doc: The longest key. }
      - { name: RATIO, type: f64, value: 0.5 }
      - { name: GREETING, type: Key, value: "hi */ there" }
      - { name: FIRST, type: Color, value: Red }
      - { name: BOTH, type: Access, value: [Read, Write] }
    enums:
      - name: Color
        variants:
          - { name: Red, value: 0, doc: Like blood. }
          - { name: Green, value: -7, deprecated: Use Red. }
      - name: Shape
        variants:
          - { name: Empty, value: 0 }
          - { name: Circle, value: 1, fields: [{ name: radius, type: f64 }, { name: tint, type: "Color?" }] }
    flags:
      - name: Access
        type: u8
        members:
          - { name: Read, value: 1 }
          - { name: Write, value: 0x02 }
          - { name: Both, value: [Read, Write] }
    structs:
      - name: Entry
        builder: true
        fields:
          - { name: id, type: i64 }
          - { name: key, type: Key, default: none }
          - { name: color, type: Color, default: Color.Green }
          - { name: note, type: "string?", default: null }
          - { name: tags, type: "[string]", default: [] }
          - { name: counts, type: "{string:i32}", default: {} }
          - { name: payload, type: "bytes?" }
      - name: Point
        layout: c
        fields: [{ name: x, type: f32 }, { name: y, type: f32 }, { name: history, type: "[i16; 4]" }]
      - name: Box
        c_compatible: true
        fields: [{ name: low, type: Point }, { name: mode, type: Access }, { name: owner, type: handle }]
    errors:
      name: KvError
      codes:
        - { name: NotFound, code: 1, message: no such key, doc: When it is missing. }
        - { name: Full, code: -9 }
    interfaces:
      - name: Store
        constructors:
          - { name: new, throws: true }
          - { name: open, params: [{ name: path, type: "&str" }], throws: KvError }
        methods:
          - { name: get, params: [{ name: key, type: Key }], return: "Entry?", throws: true }
          - { name: put, params: [{ name: entry, type: Entry, mutable: true }, { name: fast, type: bool, default: true }] }
          - { name: entries, return: iter<Entry> }
          - { name: watch, return: "stream<string>" }
          - { name: load, async: true, cancellable: true, return: "[Entry]", throws: true }
        statics:
          - { name: version, return: string, since: "1.1", deprecated: Use info. }
    callbacks:
      - { name: OnChange, params: [{ name: key, type: string }, { name: entry, type: Entry }] }
      - { name: Compare, params: [{ name: a, type: i32 }, { name: b, type: i32 }], return: i32 }
    listeners:
      - { name: changes, event_callback: OnChange }
    functions:
      - { name: sort, params: [{ name: values, type: "[i32]" }, { name: compare, type: Compare }] }
      - { name: digest, params: [{ name: data, type: "&[u8]" }], return: "[u8; 32]" }
      - { name: middle, params: [{ name: box, type: Box }], return: Point }
      - { name: counts, return: "{string:i32}" }
      - { name: adopt, params: [{ name: token, type: handle<Entry> }], return: handle }
      - { name: paint, params: [{ name: shapes, type: "[Shape]" }, { name: store, type: "Store?" }] }
    modules:
      - name: admin
        functions:
          - { name: drop_all, params: [{ name: store, type: Store }], throws: true }
          - { name: colors, return: "{kv.Color:bool}" }
`;
