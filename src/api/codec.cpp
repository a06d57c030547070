#include "api/codec.hpp"

#include <nlohmann/json.hpp>

namespace bz::api {

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

namespace detail {

std::string enter(Decoding& decoding, std::string_view part) {
    std::string outer = decoding.path;
    decoding.path += '/';
    decoding.path += part;
    return outer;
}

void write_name(Json& into, std::string_view name) { into = std::string(name); }
bool is_null(const Json& json) { return json.is_null(); }
std::size_t list_size(const Json& list) { return list.size(); }
const Json& list_item(const Json& list, std::size_t index) { return list[index]; }
void make_list(Json& into) { into = Json::array(); }
Json& append(Json& list) { return list.emplace_back(); }

bool read_text(std::string_view text, void* into, const TypeOps& ops) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return false;
    Decoding decoding{.unknown = Unknown::ignore, .path = {}, .errors = {}};
    ops.read(json, into, decoding);
    return decoding.errors.empty();
}

std::string write_text(const void* from, const TypeOps& ops) {
    Json json;
    ops.write(from, json);
    return dump(json);
}

bool begin_list(const Json& from, Decoding& decoding) {
    if (!from.is_array()) {
        decoding.fail("type");
        return false;
    }
    if (from.size() > list_items_max) {
        decoding.fail("too_long");
        return false;
    }
    return true;
}

void read_enum(const Json& from, const std::string_view* names, std::size_t count, std::size_t& index,
               Decoding& decoding) {
    const auto* text = from.get_ptr<const std::string*>();
    if (!text) return decoding.fail("type");
    for (std::size_t i = 0; i < count; ++i) {
        if (names[i] == *text) {
            index = i;
            return;
        }
    }
    decoding.fail("choice");
}

void read_struct(const Json& from, void* into, FieldList list, Decoding& decoding) {
    if (!from.is_object()) return decoding.fail("type");
    std::size_t known = 0;
    for (std::size_t i = 0; i < list.count; ++i) {
        const Field& field = list.fields[i];
        const std::string outer = enter(decoding, field.name);
        if (const auto found = from.find(field.name); found != from.end()) {
            ++known;
            field.ops->read(*found, static_cast<char*>(into) + field.offset, decoding);
        } else if (!field.ops->absent) {
            decoding.fail("required");
        }
        decoding.path = outer;
    }
    if (decoding.unknown == Unknown::ignore || known == from.size()) return;
    for (auto item = from.begin(); item != from.end(); ++item) {
        bool found = false;
        for (std::size_t i = 0; i < list.count; ++i) found = found || item.key() == list.fields[i].name;
        if (found) continue;
        // The name itself is not echoed: it is the sender's text and could hold anything.
        decoding.fail("unknown");
    }
}

void write_struct(const void* from, Json& into, FieldList list) {
    into = Json::object();
    for (std::size_t i = 0; i < list.count; ++i) {
        const Field& field = list.fields[i];
        const void* value = static_cast<const char*>(from) + field.offset;
        if (field.ops->absent && field.ops->absent(value)) continue;
        field.ops->write(value, into[field.name]);
    }
}

static void read_string(const Json& from, void* into, Decoding& decoding) {
    const auto* text = from.get_ptr<const std::string*>();
    if (!text) return decoding.fail("type");
    if (text->size() > string_bytes_max) return decoding.fail("too_long");
    *static_cast<std::string*>(into) = *text;
}

static void read_bool(const Json& from, void* into, Decoding& decoding) {
    const auto* value = from.get_ptr<const bool*>();
    if (!value) return decoding.fail("type");
    *static_cast<bool*>(into) = *value;
}

static bool whole_number(const Json& from, std::int64_t& value, Decoding& decoding) {
    if (!from.is_number_integer() || (from.is_number_unsigned() && *from.get_ptr<const std::uint64_t*>() > INT64_MAX)) {
        decoding.fail("type");
        return false;
    }
    value = from.is_number_unsigned() ? static_cast<std::int64_t>(*from.get_ptr<const std::uint64_t*>())
                                      : *from.get_ptr<const std::int64_t*>();
    return true;
}

static void read_int64(const Json& from, void* into, Decoding& decoding) {
    std::int64_t value = 0;
    if (whole_number(from, value, decoding)) *static_cast<std::int64_t*>(into) = value;
}

static void read_int(const Json& from, void* into, Decoding& decoding) {
    std::int64_t value = 0;
    if (!whole_number(from, value, decoding)) return;
    if (value < INT32_MIN || value > INT32_MAX) return decoding.fail("type");
    *static_cast<int*>(into) = static_cast<int>(value);
}

const TypeOps string_ops{read_string,
                         [](const void* from, Json& into) { into = *static_cast<const std::string*>(from); }, nullptr};
const TypeOps bool_ops{read_bool, [](const void* from, Json& into) { into = *static_cast<const bool*>(from); },
                       nullptr};
const TypeOps int_ops{read_int, [](const void* from, Json& into) { into = *static_cast<const int*>(from); }, nullptr};
const TypeOps int64_ops{read_int64,
                        [](const void* from, Json& into) { into = *static_cast<const std::int64_t*>(from); }, nullptr};
const TypeOps json_ops{[](const Json& from, void* into, Decoding&) { *static_cast<Json*>(into) = from; },
                       [](const void* from, Json& into) { into = *static_cast<const Json*>(from); }, nullptr};

}  // namespace detail
}  // namespace bz::api
