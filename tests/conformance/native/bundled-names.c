/* A library with a function that Node exports as well: its own calls must stay inside of it. */

unsigned int uv_version(void) { return 42; }

unsigned int call_uv_version(void) { return uv_version() + 1; }
