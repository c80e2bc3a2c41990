/* Objects with methods. */
#include "interfaces.h"
#include "probe.h"

typedef interfaces_counting_Counter Counter;

struct interfaces_counting_Counter {
    int64_t value;
    char* name;
};

static uint32_t counters;

static Counter* make(int64_t value) {
    Counter* counter = probe_allocate(sizeof *counter);
    *counter = (Counter){value, probe_text("unnamed")};
    __atomic_add_fetch(&counters, 1, __ATOMIC_RELAXED);
    return counter;
}

/* Methods are given constant objects; what an object does with itself is its own. */
static Counter* changeable(const Counter* self) {
    return (Counter*)(uintptr_t)self;
}

Counter* interfaces_counting_Counter_new(interfaces_error* out_err) {
    (void)out_err;
    return make(0);
}

Counter* interfaces_counting_Counter_starting_at(int64_t value, interfaces_error* out_err) {
    if (value >= 0) return make(value);
    interfaces_error_set(out_err, interfaces_counting_CounterError_Negative, "a counter cannot start below zero");
    return NULL;
}

void interfaces_counting_Counter_destroy(Counter* self) {
    if (self == NULL) return;
    __atomic_sub_fetch(&counters, 1, __ATOMIC_RELAXED);
    probe_free(self->name);
    probe_free(self);
}

int64_t interfaces_counting_Counter_add(const Counter* self, int64_t amount, interfaces_error* out_err) {
    int64_t sum;
    if (__builtin_add_overflow(self->value, amount, &sum)) {
        interfaces_error_set(out_err, interfaces_counting_CounterError_TooLarge, "the counter would be too large");
        return 0;
    }
    if (sum < 0) {
        interfaces_error_set(out_err, interfaces_counting_CounterError_Negative, "the counter would be negative");
        return 0;
    }
    return changeable(self)->value = sum;
}

int64_t interfaces_counting_Counter_value(const Counter* self, interfaces_error* out_err) {
    (void)out_err;
    return self->value;
}

const char* interfaces_counting_Counter_name(const Counter* self, interfaces_error* out_err) {
    (void)out_err;
    return interfaces_copy_string(self->name);
}

void interfaces_counting_Counter_set_name(const Counter* self, const char* name, interfaces_error* out_err) {
    (void)out_err;
    probe_free(self->name);
    changeable(self)->name = probe_text(name == NULL ? "unnamed" : name);
}

Counter* interfaces_counting_Counter_fork(const Counter* self, interfaces_error* out_err) {
    (void)out_err;
    return make(self->value);
}

bool interfaces_counting_Counter_is_same(const Counter* self, const Counter* other, interfaces_error* out_err) {
    (void)out_err;
    return self == other;
}

uint32_t interfaces_counting_Counter_count(interfaces_error* out_err) {
    (void)out_err;
    return __atomic_load_n(&counters, __ATOMIC_RELAXED);
}

Counter* interfaces_counting_Counter_larger(const Counter* a, const Counter* b, interfaces_error* out_err) {
    (void)out_err;
    if (b == NULL || a->value == b->value) return NULL;
    return make(a->value > b->value ? a->value : b->value);
}

int64_t interfaces_counting_sum(const Counter* a, const Counter* b, interfaces_error* out_err) {
    (void)out_err;
    return a->value + b->value;
}

int64_t interfaces_probe_live(interfaces_error* out_err) {
    (void)out_err;
    return probe_live();
}
