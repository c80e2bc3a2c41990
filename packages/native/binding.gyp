{
  "targets": [
    {
      "target_name": "koine",
      "sources": [
        "addon/addon.c",
        "addon/library.c",
        "addon/executable-memory.c",
        "addon/memory.c",
        "addon/text.c",
        "addon/text-argument.c",
        "addon/function.c",
        "addon/number-call.c",
        "addon/fast-function.c",
        "addon/callback.c",
        "addon/coroutine.c",
        "addon/delivery.c",
        "addon/direct-entry.c",
        "addon/libffi.c",
        "addon/trampoline.c"
      ],
      "defines": ["NAPI_VERSION=8"],
      "cflags": ["-std=c11", "-Wall", "-Wextra", "-Wno-unused-parameter", "-fvisibility=hidden", "-O2"],
      "conditions": [
        ["OS=='linux'", { "defines": ["_GNU_SOURCE"], "libraries": ["-ldl", "-lpthread"], "ldflags": ["-Wl,-z,nodelete"] }],
        ["OS=='mac'", {
          "xcode_settings": {
            "GCC_SYMBOLS_PRIVATE_EXTERN": "YES",
            "CLANG_CXX_LIBRARY": "libc++",
            "MACOSX_DEPLOYMENT_TARGET": "11.0",
            "OTHER_CFLAGS": ["-std=c11", "-Wall", "-Wextra", "-Wno-unused-parameter"]
          }
        }]
      ]
    }
  ]
}
