// What the generated headers share. Nothing here knows a particular library; two libraries may include it together.
#ifndef KOINE_SUPPORT_HPP
#define KOINE_SUPPORT_HPP

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <future>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace koine {

/// An error that the library reported: -1 is a failure without a name, -2 a panic of the library.
class Error : public std::runtime_error {
public:
    Error(std::int32_t code, const std::string& message) : std::runtime_error(message), code_(code) {}

    std::int32_t code() const noexcept { return code_; }

private:
    std::int32_t code_;
};

/// What the library says of an error, or what else is known of it.
inline std::string text_or(const char* message, const std::string& otherwise) {
    return message != nullptr && *message != '\0' ? message : otherwise;
}

/// Throws an error that no domain has.
[[noreturn]] inline void raise(std::int32_t code, const char* message) {
    throw Error(code, text_or(message, "the library failed with code " + std::to_string(code)));
}

/// A library that was built from another document than the header was generated from.
class StaleLibrary : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Checks that C sees all of a text.
inline const std::string& check_text(const std::string& text, const char* name) {
    if (text.find('\0') != std::string::npos) throw std::invalid_argument(std::string(name) + ": the text has a NUL");
    return text;
}

/// Checks an object that was moved away, or that an incorrect library did not give.
template <class T>
T* check_object(T* native, const char* name) {
    if (native == nullptr) throw std::logic_error(std::string(name) + ": there is no object (it was moved, or never given)");
    return native;
}

/// The items of an array as C has them, at an address that is not NULL even when there are none.
template <class C>
class Array {
public:
    template <class Items, class Convert>
    Array(const Items& items, Convert convert) : items_(new C[items.size() + 1]()) {
        std::size_t index = 0;
        for (const auto& item : items) items_[index++] = convert(item);
    }

    C* data() const noexcept { return items_.get(); }

private:
    std::unique_ptr<C[]> items_;
};

template <class C, class Items, class Convert>
Array<C> lend(const Items& items, Convert convert) {
    return Array<C>(items, convert);
}

template <class C, class Items, class Convert>
std::optional<Array<C>> lend(const std::optional<Items>& items, Convert convert) {
    if (!items) return std::nullopt;
    return Array<C>(*items, convert);
}

template <class C>
C* address(const Array<C>& array) {
    return array.data();
}

template <class C>
C* address(const std::optional<Array<C>>& array) {
    return array ? array->data() : nullptr;
}

/// Where the library writes to bytes of the caller; not NULL even when there are none.
inline std::uint8_t* room(std::vector<std::uint8_t>& bytes) {
    static std::uint8_t none;
    return bytes.empty() ? &none : bytes.data();
}

template <class Items>
std::size_t count(const Items& items) {
    return items.size();
}

template <class Items>
std::size_t count(const std::optional<Items>& items) {
    return items ? items->size() : 0;
}

template <class K, class V>
std::vector<K> keys_of(const std::map<K, V>& entries) {
    std::vector<K> keys;
    for (const auto& entry : entries) keys.push_back(entry.first);
    return keys;
}

template <class K, class V>
std::optional<std::vector<K>> keys_of(const std::optional<std::map<K, V>>& entries) {
    if (!entries) return std::nullopt;
    return keys_of(*entries);
}

template <class K, class V>
std::vector<V> values_of(const std::map<K, V>& entries) {
    std::vector<V> values;
    for (const auto& entry : entries) values.push_back(entry.second);
    return values;
}

template <class K, class V>
std::optional<std::vector<V>> values_of(const std::optional<std::map<K, V>>& entries) {
    if (!entries) return std::nullopt;
    return values_of(*entries);
}

/// Runs when the scope ends, also by an exception.
template <class End>
class AtEnd {
public:
    explicit AtEnd(End end) : end_(std::move(end)) {}
    AtEnd(const AtEnd&) = delete;
    AtEnd& operator=(const AtEnd&) = delete;
    ~AtEnd() { end_(); }

private:
    End end_;
};

/// Copies text, then frees it.
template <class Free>
std::string take_text(const char* text, Free free) {
    if (text == nullptr) return std::string();
    AtEnd end([&] { free(text); });
    return std::string(text);
}

template <class Free>
std::optional<std::string> take_optional_text(const char* text, Free free) {
    if (text == nullptr) return std::nullopt;
    return take_text(text, free);
}

/// Converts the items of an array, then frees it.
template <class T, class C, class Convert, class Free>
std::vector<T> take_items(C* items, std::size_t length, Convert convert, Free free) {
    std::vector<T> converted;
    if (items == nullptr) return converted;
    AtEnd end([&] { free(items, length * sizeof(C)); });
    converted.reserve(length);
    for (std::size_t index = 0; index < length; ++index) converted.push_back(convert(items[index]));
    return converted;
}

template <class T, class C, class Convert, class Free>
std::optional<std::vector<T>> take_optional_items(C* items, std::size_t length, Convert convert, Free free) {
    if (items == nullptr) return std::nullopt;
    return take_items<T>(items, length, convert, free);
}

/// Reads a boxed value, then frees it.
template <class T, class C, class Convert, class Free>
std::optional<T> take_boxed(C* value, Convert convert, Free free) {
    if (value == nullptr) return std::nullopt;
    AtEnd end([&] { free(value, sizeof(C)); });
    return convert(*value);
}

template <class K, class V>
std::map<K, V> zip(std::vector<K> keys, std::vector<V> values) {
    std::map<K, V> entries;
    for (std::size_t index = 0; index < keys.size(); ++index) {
        entries.emplace(std::move(keys[index]), std::move(values[index]));
    }
    return entries;
}

/// What lent memory is freed with.
struct Keep {
    template <class... Given>
    void operator()(const Given&...) const noexcept {}
};

/// A function that the library calls before a call ends; what it throws comes out of the call.
template <class Function>
struct LentCallback {
    const Function& function;
    std::exception_ptr thrown;

    /// Calls the function; after an exception it is not called again.
    template <class R, class Call>
    R enter(Call call) {
        if (thrown) return R();
        try {
            return call(function);
        } catch (...) {
            thrown = std::current_exception();
            return R();
        }
    }

    void settle() {
        if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
    }
};

/// The listeners, under the numbers that the library knows them by. One that is ended while it is called lives until the call is
/// over; a number that is not known any more is a call that came too late.
class Listeners {
public:
    template <class Function>
    static void* add(Function function) {
        if (!function) throw std::invalid_argument("a listener must be a function");
        const std::lock_guard<std::mutex> guard(all().lock_);
        const std::uintptr_t number = ++all().last_;
        all().listeners_.emplace(number, std::make_shared<Function>(std::move(function)));
        return reinterpret_cast<void*>(number);
    }

    template <class Function>
    static std::shared_ptr<const Function> find(void* number) {
        const std::lock_guard<std::mutex> guard(all().lock_);
        const auto found = all().listeners_.find(reinterpret_cast<std::uintptr_t>(number));
        if (found == all().listeners_.end()) return nullptr;
        return std::static_pointer_cast<const Function>(found->second);
    }

    static void remove(void* number) {
        std::shared_ptr<void> ended;
        const std::lock_guard<std::mutex> guard(all().lock_);
        const auto found = all().listeners_.find(reinterpret_cast<std::uintptr_t>(number));
        if (found == all().listeners_.end()) return;
        ended = std::move(found->second);
        all().listeners_.erase(found);
    }

private:
    /// Never destroyed: threads of a library may call while the program ends.
    static Listeners& all() {
        static Listeners* const listeners = new Listeners;
        return *listeners;
    }

    std::mutex lock_;
    std::uintptr_t last_ = 0;
    std::map<std::uintptr_t, std::shared_ptr<void>> listeners_;
};

/// A listener that is registered with the library until the end of this object.
class Subscription {
public:
    explicit Subscription(std::function<void()> end) : end_(std::move(end)) {}
    Subscription(Subscription&& other) noexcept : end_(std::exchange(other.end_, nullptr)) {}
    Subscription& operator=(Subscription&& other) noexcept {
        close();
        end_ = std::exchange(other.end_, nullptr);
        return *this;
    }
    ~Subscription() { close(); }

    /// Unregisters the listener; a second time does nothing.
    void close() {
        if (auto end = std::exchange(end_, nullptr)) end();
    }

private:
    std::function<void()> end_;
};

/// Items that are asked for one by one; it can be gone through once.
template <class T>
class Items {
public:
    using Step = std::function<std::optional<T>()>;

    explicit Items(Step step) : step_(std::move(step)) {}

    /// The next item; nothing at the end.
    std::optional<T> next() {
        if (!step_) return std::nullopt;
        std::optional<T> item = step_();
        if (!item) step_ = nullptr;
        return item;
    }

    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = T*;
        using reference = T&;

        iterator() = default;
        explicit iterator(Items* items) : items_(items) { ++*this; }

        reference operator*() const { return *items_->current_; }
        pointer operator->() const { return &*items_->current_; }
        iterator& operator++() {
            items_->current_ = items_->next();
            if (!items_->current_) items_ = nullptr;
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(const iterator& other) const { return items_ == other.items_; }
        bool operator!=(const iterator& other) const { return items_ != other.items_; }

    private:
        Items* items_ = nullptr;
    };

    iterator begin() { return iterator(this); }
    iterator end() { return iterator(); }

private:
    Step step_;
    std::optional<T> current_;
};

/// Items that come later; ask again when the last one is there.
template <class T>
class Stream {
public:
    using Step = std::function<std::future<std::optional<T>>()>;

    explicit Stream(Step step) : step_(std::move(step)) {}

    std::future<std::optional<T>> next() { return step_(); }

private:
    Step step_;
};

}  // namespace koine

#endif
