// Data that lives on the server, and how far we are with getting it.
#pragma once

#include <optional>
#include <string>

namespace bz::state {

enum class Load : unsigned char { not_asked, loading, loaded, failed };

template <class T>
struct Remote {
    Load load = Load::not_asked;
    std::optional<T> value;  // kept while reloading and after a failed reload: old news beats a blank page
    std::string etag;
    std::string error;  // problem code of the last failure
    const T* operator->() const { return &*value; }
    explicit operator bool() const { return value.has_value(); }
};

}  // namespace bz::state
