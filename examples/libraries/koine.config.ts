/** What `koine bind` makes of five libraries, and what it cannot know from their headers. */
import { defineConfig } from "koine/config";

export default defineConfig({
  bind: [
    {
      headers: ["sqlite3.h"],
      library: { linux: ["sqlite3", "libsqlite3.so.0"], darwin: "libsqlite3.dylib", win32: "sqlite3" },
      module: "bindings/sqlite3.ts",
      choose: { functions: { exclude: ["*16*"] } },
      rename: { "sqlite3_*": "*", sqlite3: "Database", sqlite3_stmt: "Statement", sqlite3_context: "Context" },
      types: {
        sqlite3: { handle: "sqlite3_close_v2" },
        sqlite3_stmt: { handle: "sqlite3_finalize" },
      },
      functions: {
        sqlite3_open: {
          parameters: { filename: { as: "string" }, ppDb: { direction: "out", owned: true, nullable: false } },
        },
        sqlite3_exec: {
          parameters: {
            sql: { as: "string", nullable: false },
            errmsg: { direction: "out", as: "string", owned: "sqlite3_free" },
          },
        },
        sqlite3_prepare_v2: {
          parameters: {
            zSql: { as: "string", nullable: false },
            ppStmt: { direction: "out", owned: true },
            pzTail: { direction: "out" },
          },
        },
        "sqlite3_bind_*": { parameters: { 2: { name: "index" } } },
        sqlite3_bind_blob: { parameters: { 3: { as: "bytes", sizedBy: "length" }, n: { name: "length" } } },
        sqlite3_bind_text: { parameters: { 3: { as: "string" } } },
        sqlite3_column_text: { result: { as: "string" } },
        sqlite3_create_function: {
          parameters: {
            zFunctionName: { as: "string", nullable: false },
            xFunc: { callback: { lifetime: "until" } },
          },
        },
      },
    },
    {
      headers: ["zlib.h"],
      library: "z",
      module: "bindings/zlib.ts",
      integers: "number",
      functions: {
        "/^(crc32|adler32)$/": { parameters: { buf: { as: "bytes", sizedBy: "len" } } },
        compress2: {
          parameters: {
            dest: { as: "bytes", sizedBy: "destLen" },
            destLen: { direction: "inout" },
            source: { as: "bytes", sizedBy: "sourceLen" },
          },
        },
      },
    },
    {
      headers: ["curl/curl.h"],
      library: { linux: ["curl", "libcurl.so.4"], darwin: "libcurl.4.dylib", win32: "libcurl" },
      module: "bindings/curl.ts",
      integers: "number",
      types: {
        CURL: { handle: "curl_easy_cleanup" },
        curl_write_callback: {
          callback: { lifetime: "until", onThrow: 0, parameters: { 1: { nullable: false } } },
        },
      },
      functions: {
        curl_easy_init: { result: { owned: true, nullable: false } },
        curl_slist_append: { parameters: { 2: { as: "string", nullable: false } } },
      },
    },
    {
      headers: ["git2.h"],
      library: "git2",
      module: "bindings/git2.ts",
      choose: {
        functions: { include: [/^git_(libgit2|repository|index|signature|tree|commit|revwalk|oid|error|blob)_/] },
      },
      types: {
        git_repository: { handle: "git_repository_free" },
        git_index: { handle: "git_index_free" },
        git_tree: { handle: "git_tree_free" },
        git_commit: { handle: "git_commit_free" },
        git_revwalk: { handle: "git_revwalk_free" },
      },
      functions: {
        "/^git_(repository_init|repository_index|revwalk_new|tree_lookup|commit_lookup)$/": {
          parameters: { 1: { direction: "out", owned: true } },
        },
        git_signature_now: { parameters: { out: { direction: "out", owned: "git_signature_free" } } },
        git_index_write_tree: { parameters: { out: { direction: "out" } } },
        git_blob_create_from_buffer: {
          parameters: { id: { direction: "out" }, buffer: { as: "bytes", sizedBy: "len" } },
        },
        git_commit_create: { parameters: { id: { direction: "out" } } },
        git_revwalk_next: { parameters: { out: { direction: "out" } } },
        git_oid_tostr_s: { result: { as: "string", nullable: false } },
        git_repository_is_empty: { result: { as: "boolean" } },
      },
    },
    {
      headers: ["clang-c/Index.h"],
      includeDirectories: ["/usr/lib/llvm-19/include"],
      library: ["clang-19", "libclang-19.so.1", "clang"],
      module: "bindings/clang.ts",
      types: {
        CXIndex: { handle: "clang_disposeIndex" },
        CXTranslationUnit: { handle: "clang_disposeTranslationUnit" },
        CXUnsavedFile: { members: { Filename: { as: "string" }, Contents: { as: "string" } } },
      },
      functions: {
        clang_createIndex: {
          parameters: {
            excludeDeclarationsFromPCH: { as: "boolean" },
            displayDiagnostics: { as: "boolean" },
          },
          result: { owned: true, nullable: false },
        },
        clang_parseTranslationUnit: { result: { owned: true } },
        clang_getCString: { result: { nullable: false } },
      },
    },
  ],
});
