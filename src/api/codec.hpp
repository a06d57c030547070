// Reads and writes wire values as JSON from one list of fields per type. Owns decoding errors with JSON pointers; knows
// nothing of HTTP. Type-erased on purpose: one small interpreter instead of a codec per type keeps the WASM payload
// small.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>  // who handles Json itself includes <nlohmann/json.hpp>: it costs 2 s to compile
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"

namespace bz::api {

using Json = nlohmann::json;

// One thing wrong with a body. `pointer` is RFC 6901; `code` is one of: required, type, unknown, choice, too_long.
struct FieldError {
    std::string pointer;
    std::string code;
    bool operator==(const FieldError&) const = default;
};

// A server refuses fields it does not know (a typing slip must not be ignored); a client lets newer servers add fields.
enum class Unknown { refuse, ignore };

struct Decoding {
    Unknown unknown = Unknown::refuse;
    std::string path;
    std::vector<FieldError> errors;
    void fail(std::string_view code) { errors.push_back({path, std::string(code)}); }
};

struct TypeOps {
    void (*read)(const Json& from, void* into, Decoding& decoding);
    void (*write)(const void* from, Json& into);
    bool (*absent)(const void* value);  // null for types that are always written
};

struct Field {
    const char* name;
    std::size_t offset;
    const TypeOps* ops;
};

struct FieldList {
    const Field* fields;
    std::size_t count;
};

template <class T>
struct Schema;

// Longest string accepted anywhere, in bytes; a chat message or complaint fits many times over.
inline constexpr std::size_t string_bytes_max = 8000;
inline constexpr std::size_t list_items_max = 500;

namespace detail {
void read_struct(const Json& from, void* into, FieldList list, Decoding& decoding);
void write_struct(const void* from, Json& into, FieldList list);
void read_enum(const Json& from, const std::string_view* names, std::size_t count, std::size_t& index,
               Decoding& decoding);
bool begin_list(const Json& from, Decoding& decoding);
std::string enter(Decoding& decoding, std::string_view part);
void write_name(Json& into, std::string_view name);
bool is_null(const Json& json);
std::size_t list_size(const Json& list);
const Json& list_item(const Json& list, std::size_t index);
void make_list(Json& into);
Json& append(Json& list);
bool read_text(std::string_view text, void* into, const TypeOps& ops);
std::string write_text(const void* from, const TypeOps& ops);

extern const TypeOps string_ops, bool_ops, int_ops, int64_ops, json_ops;

template <class T>
struct OpsOf {
    static void read(const Json& from, void* into, Decoding& decoding) {
        if constexpr (std::is_enum_v<T>) {
            std::size_t index = 0;
            read_enum(from, EnumNames<T>::names.data(), EnumNames<T>::names.size(), index, decoding);
            *static_cast<T*>(into) = static_cast<T>(index);
        } else {
            read_struct(from, into, {Schema<T>::fields, std::size(Schema<T>::fields)}, decoding);
        }
    }
    static void write(const void* from, Json& into) {
        if constexpr (std::is_enum_v<T>)
            write_name(into, EnumNames<T>::names[static_cast<std::size_t>(*static_cast<const T*>(from))]);
        else
            write_struct(from, into, {Schema<T>::fields, std::size(Schema<T>::fields)});
    }
    static constexpr TypeOps ops{read, write, nullptr};
    static constexpr const TypeOps* value = &ops;
};
template <>
struct OpsOf<std::string> {
    static constexpr const TypeOps* value = &string_ops;
};
template <>
struct OpsOf<bool> {
    static constexpr const TypeOps* value = &bool_ops;
};
template <>
struct OpsOf<int> {
    static constexpr const TypeOps* value = &int_ops;
};
template <>
struct OpsOf<std::int64_t> {
    static constexpr const TypeOps* value = &int64_ops;
};
template <>
struct OpsOf<Json> {
    static constexpr const TypeOps* value = &json_ops;
};
template <class T>
struct OpsOf<std::optional<T>> {
    static void read(const Json& from, void* into, Decoding& decoding) {
        if (is_null(from)) return;
        OpsOf<T>::value->read(from, &static_cast<std::optional<T>*>(into)->emplace(), decoding);
    }
    static void write(const void* from, Json& into) {
        OpsOf<T>::value->write(&**static_cast<const std::optional<T>*>(from), into);
    }
    static bool absent(const void* from) { return !static_cast<const std::optional<T>*>(from)->has_value(); }
    static constexpr TypeOps ops{read, write, absent};
    static constexpr const TypeOps* value = &ops;
};
template <class T>
struct OpsOf<std::vector<T>> {
    static void read(const Json& from, void* into, Decoding& decoding) {
        if (!begin_list(from, decoding)) return;
        auto& list = *static_cast<std::vector<T>*>(into);
        list.clear();  // a list that is given takes the place of a type's own default
        for (std::size_t i = 0; i < list_size(from); ++i) {
            const std::string outer = enter(decoding, std::to_string(i));
            OpsOf<T>::value->read(list_item(from, i), &list.emplace_back(), decoding);
            decoding.path = outer;
        }
    }
    static void write(const void* from, Json& into) {
        make_list(into);
        for (const T& item : *static_cast<const std::vector<T>*>(from)) OpsOf<T>::value->write(&item, append(into));
    }
    static constexpr TypeOps ops{read, write, nullptr};
    static constexpr const TypeOps* value = &ops;
};
}  // namespace detail

// Fills `into` from `json`; true when nothing was wrong. Otherwise `decoding.errors` names every field at fault.
template <class T>
bool decode(const Json& json, T& into, Decoding& decoding) {
    detail::OpsOf<T>::value->read(json, &into, decoding);
    return decoding.errors.empty();
}

// A client's reading of a server's answer: unknown fields are ignored, anything wrong gives nullopt.
template <class T>
std::optional<T> read(std::string_view text) {
    T value{};
    if (!detail::read_text(text, &value, *detail::OpsOf<T>::value)) return std::nullopt;
    return value;
}

template <class T>
void encode(const T& value, Json& into) {
    detail::OpsOf<T>::value->write(&value, into);
}

std::string dump(const Json& json);

template <class T>
std::string write(const T& value) {
    return detail::write_text(&value, *detail::OpsOf<T>::value);
}

}  // namespace bz::api

// BZ_FIELD(Visit, id) inside `template <> struct Schema<Visit> { static constexpr Field fields[] = {...}; };`
#define BZ_FIELD(Type, member) \
    ::bz::api::Field { #member, offsetof(Type, member), ::bz::api::detail::OpsOf<decltype(Type::member)>::value }

#define BZ_EXPAND(...) BZ_EXPAND4(BZ_EXPAND4(BZ_EXPAND4(BZ_EXPAND4(__VA_ARGS__))))
#define BZ_EXPAND4(...) BZ_EXPAND3(BZ_EXPAND3(BZ_EXPAND3(BZ_EXPAND3(__VA_ARGS__))))
#define BZ_EXPAND3(...) BZ_EXPAND2(BZ_EXPAND2(BZ_EXPAND2(BZ_EXPAND2(__VA_ARGS__))))
#define BZ_EXPAND2(...) __VA_ARGS__
#define BZ_AGAIN() BZ_FIELDS_STEP
#define BZ_PARENS ()
#define BZ_FIELDS_STEP(Type, first, ...) BZ_FIELD(Type, first), __VA_OPT__(BZ_AGAIN BZ_PARENS(Type, __VA_ARGS__))

// Lists the wire fields of a type, in wire order. Use at namespace bz::api.
#define BZ_SCHEMA(Type, ...)                                                              \
    template <>                                                                           \
    struct Schema<Type> {                                                                 \
        static constexpr Field fields[] = {BZ_EXPAND(BZ_FIELDS_STEP(Type, __VA_ARGS__))}; \
    }
