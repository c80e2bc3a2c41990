/**
 * What `__has_attribute`, `__has_builtin` and `__has_c_attribute` answer. Libraries choose by these answers what they
 * declare, so they are those of the compiler that the predefined macros imitate: GCC 12.
 */
import { isLibraryBuiltin } from "./library-builtins.ts";

/** The queries for files, which only conditions may ask. */
export const fileQueries: ReadonlySet<string> = new Set(["__has_include", "__has_include_next", "__has_embed"]);

/** The queries that are macros; `__has_feature` and `__has_extension` are Clang's and are defined for no `#ifdef`. */
export const featureQueries = ["__has_attribute", "__has_cpp_attribute", "__has_c_attribute", "__has_builtin"] as const;

/** A query that is a macro. */
export type FeatureQuery = (typeof featureQueries)[number];

/** Tells a query from other macros. */
export function isFeatureQuery(name: string | undefined): name is FeatureQuery {
  return name?.startsWith("__has_") === true;
}

const attributes: ReadonlySet<string> = new Set(
  `access alias aligned alloc_align alloc_size always_inline artificial assume_aligned callee_pop_aggregate_return cdecl
   cf_check cleanup cold common const constructor copy deprecated designated_init destructor error externally_visible
   fallthrough fastcall fentry_name fentry_section flatten force_align_arg_pointer format format_arg function_return
   gcc_struct gnu_inline hot ifunc indirect_branch indirect_return interrupt leaf malloc may_alias mode ms_abi
   ms_hook_prologue ms_struct naked no_address_safety_analysis no_caller_saved_registers no_icf no_instrument_function
   no_profile_instrument_function no_reorder no_sanitize no_sanitize_address no_sanitize_coverage no_sanitize_thread
   no_sanitize_undefined no_split_stack no_stack_limit no_stack_protector nocf_check noclone nocommon
   nodirect_extern_access noinit noinline noipa nonnull nonstring noplt noreturn nothrow objc_nullability objc_root_class
   optimize packed patchable_function_entry persistent pure regparm retain returns_nonnull returns_twice
   scalar_storage_order section sentinel signed_bool_precision simd sseregparm stack_protect stdcall symver sysv_abi
   tainted_args target target_clones thiscall tls_model transaction_callable transaction_may_cancel_outer transaction_pure
   transaction_safe transaction_safe_dynamic transaction_unsafe transaction_wrap transparent_union unavailable
   uninitialized unused used vector_mask vector_size visibility volatile warn_if_not_aligned warn_unused warn_unused_result
   warning weak weakref zero_call_used_regs`.split(/\s+/),
);

const standardAttributes: ReadonlyMap<string, string> = new Map([
  ["deprecated", "201904"],
  ["fallthrough", "201904"],
  ["maybe_unused", "201904"],
  ["nodiscard", "202003"],
]);

/** Names that begin like GCC's built-in functions but are none: Clang's, and library functions that GCC does not know. */
const foreignBuiltins: ReadonlySet<string> = new Set(
  `COLUMN addressof align_down align_up annotation assume astype available bit_cast call_with_static_chain complex debugtrap
   dump_struct fclose flt_rounds fopen function_start is_aligned is_constant_evaluated launder memcpy_inline
   nondeterministic_value nontemporal_load nontemporal_store operator_delete operator_new pclose readcyclecounter sponentry
   tgmath unpredictable va_arg va_list wcschr wcscmp wcslen wcsncmp wmemchr wmemcmp wmemcpy wmemmove`
    .split(/\s+/)
    .map((name) => `__builtin_${name}`),
);

/** The same, for names that differ in what they are for. */
const foreignFamilies =
  /^__(?:builtin_(?:(?:addc|subc|bitreverse|rotateleft|rotateright|canonicalize)\w*|[cp]tzs|clzs|ctzs|(?:coro|elementwise|matrix|os_log|reduce)_\w+)|(?:atomic|sync)_\w*(?:max|min)\w*|sync_swap\w*)$/;

/**
 * Answers a query other than `__has_include`.
 *
 * @param operand The spelling between the parentheses, without blanks.
 */
export function answerFeatureQuery(query: FeatureQuery, operand: string): string {
  const name = withoutUnderscores(operand);
  switch (query) {
    case "__has_attribute":
      return standardAttributes.get(name) ?? (attributes.has(name) ? "1" : "0");
    case "__has_cpp_attribute":
    case "__has_c_attribute": {
      const vendor = /^(gnu|__gnu__)::(.*)$/.exec(operand);
      if (vendor !== null) return attributes.has(withoutUnderscores(vendor[2] ?? "")) ? "1" : "0";
      // In C, GCC's own attributes need no vendor for the query of C++.
      const other = query === "__has_cpp_attribute" ? answerFeatureQuery("__has_attribute", operand) : "0";
      return standardAttributes.get(name) ?? other;
    }
    default:
      if (!/^__(builtin|sync|atomic)_/.test(operand)) return isLibraryBuiltin(operand) ? "1" : "0";
      return foreignBuiltins.has(operand) || foreignFamilies.test(operand) ? "0" : "1";
  }
}

/** What Clang has for C17 on Apple's systems; of the rest, nothing that changes a declaration. */
const clangFeatures: ReadonlySet<string> = new Set(
  `attribute_analyzer_noreturn attribute_availability attribute_availability_with_message attribute_cf_returns_retained
   attribute_deprecated_with_message attribute_unavailable_with_message attribute_overloadable c_alignas c_alignof c_atomic
   c_generic_selections c_static_assert c_thread_local enumerator_attributes nullability nullability_nullable_result tls`.split(
    /\s+/,
  ),
);

/** Answers `__has_feature` and `__has_extension`. */
export function answerClangQuery(operand: string): string {
  return clangFeatures.has(withoutUnderscores(operand)) ? "1" : "0";
}

/** Every attribute, and every feature of Clang, may be written as `__name__`. */
function withoutUnderscores(name: string): string {
  return /^__.*__$/.test(name) ? name.slice(2, -2) : name;
}
