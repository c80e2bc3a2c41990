/**
 * What `__has_attribute`, `__has_builtin` and `__has_c_attribute` answer. Libraries choose by these answers what they
 * declare, so they are those of the compiler that the predefined macros imitate: GCC 12.
 */

/** The queries that exist; `__has_feature` and `__has_extension` are Clang's and are defined for no `#ifdef`. */
export const featureQueries: ReadonlySet<string> = new Set([
  "__has_include",
  "__has_include_next",
  "__has_embed",
  "__has_attribute",
  "__has_cpp_attribute",
  "__has_c_attribute",
  "__has_builtin",
]);

const attributes: ReadonlySet<string> = new Set(
  `access alias aligned alloc_align alloc_size always_inline artificial assume_aligned cold common const constructor
   copy deprecated designated_init destructor error externally_visible fallthrough flatten format format_arg gnu_inline
   hot ifunc interrupt leaf malloc may_alias mode musttail_no naked no_icf no_instrument_function
   no_profile_instrument_function no_reorder no_sanitize no_sanitize_address no_sanitize_thread no_sanitize_undefined
   no_split_stack no_stack_limit no_stack_protector noclone nocommon noinit noinline noipa nonnull nonstring noplt
   noreturn nothrow optimize packed patchable_function_entry persistent pure returns_nonnull returns_twice
   scalar_storage_order section sentinel simd stack_protect symver target target_clones tls_model transparent_union
   unavailable uninitialized unused used vector_size visibility warn_if_not_aligned warn_unused_result warning weak
   weakref zero_call_used_regs cdecl fastcall stdcall thiscall regparm sseregparm ms_abi sysv_abi ms_struct gcc_struct
   ms_hook_prologue force_align_arg_pointer cf_check nocf_check indirect_branch indirect_return function_return
   fentry_name fentry_section nodirect_extern_access no_address_safety_analysis no_sanitize_coverage no_vtable
   no_caller_saved_registers retain tainted_args omp_declare_simd_no signal_no volatile cleanup`
    .split(/\s+/)
    .filter((name) => !name.endsWith("_no")),
);

const standardAttributes: ReadonlyMap<string, string> = new Map([
  ["deprecated", "201904"],
  ["fallthrough", "201904"],
  ["maybe_unused", "201904"],
  ["nodiscard", "202003"],
]);

/** Names that begin like GCC's built-in functions but are none: Clang's, and library functions that GCC does not know. */
const foreignBuiltins: ReadonlySet<string> = new Set([
  "__builtin_assume",
  "__builtin_available",
  "__builtin_bitreverse32",
  "__builtin_bitreverse64",
  "__builtin_debugtrap",
  "__builtin_fclose",
  "__builtin_fopen",
  "__builtin_pclose",
  "__builtin_dump_struct",
  "__builtin_nondeterministic_value",
  "__builtin_nontemporal_load",
  "__builtin_nontemporal_store",
  "__builtin_operator_new",
  "__builtin_operator_delete",
  "__builtin_rotateleft32",
  "__builtin_rotateleft64",
  "__builtin_unpredictable",
  "__builtin_addcl",
  "__builtin_subcl",
]);

/**
 * Answers a query other than `__has_include`.
 *
 * @param operand The spelling between the parentheses, without blanks.
 */
export function answerFeatureQuery(query: string, operand: string): string {
  const name = /^__.*__$/.test(operand) ? operand.slice(2, -2) : operand;
  switch (query) {
    case "__has_attribute":
      return attributes.has(name) ? "1" : "0";
    case "__has_cpp_attribute":
    case "__has_c_attribute": {
      const vendor = /^(gnu|__gnu__)::(.*)$/.exec(operand);
      if (vendor !== null) return answerFeatureQuery("__has_attribute", vendor[2] ?? "");
      // In C, GCC's own attributes need no vendor for the query of C++.
      const other = query === "__has_cpp_attribute" ? answerFeatureQuery("__has_attribute", operand) : "0";
      return standardAttributes.get(name) ?? other;
    }
    default:
      return /^__(builtin|sync|atomic)_/.test(operand) && !foreignBuiltins.has(operand) ? "1" : "0";
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
  return clangFeatures.has(/^__.*__$/.test(operand) ? operand.slice(2, -2) : operand) ? "1" : "0";
}
