// The built site, held in memory: right types, compressed neighbours, caching for ever where the name carries a hash.
#pragma once

#include "server/http/reply.hpp"

#include <unordered_map>

namespace bz::server {

class Site {
public:
    // Reads every file at once. An empty folder name gives an empty site.
    explicit Site(const std::string& folder);

    // `embedders`: pages of others that may show ours in a frame (origins).
    [[nodiscard]] Reply serve(const drogon::HttpRequest& request, const std::string& path,
                              const std::vector<std::string>& embedders) const;
    [[nodiscard]] bool has(const std::string& path) const { return files_.contains(path); }
    void add(const std::string& path, std::string type, std::string body);  // a file that is not in the folder

private:
    struct File {
        std::string type, tag, body, brotli, gzip;
        InlineSources inside;
        bool immutable = false;
    };
    [[nodiscard]] const File* find(const std::string& path, int& status) const;
    void read_policies(const std::string& text);

    std::unordered_map<std::string, File> files_;
};

}  // namespace bz::server
