#include "server/http/site.hpp"

#include "base/text.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace bz::server {

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

std::string type_of(const std::string& extension) {
    static const std::unordered_map<std::string, std::string> types = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".webmanifest", "application/manifest+json; charset=utf-8"},
        {".yaml", "application/yaml; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
    };
    const auto found = types.find(extension);
    return found == types.end() ? "application/octet-stream" : found->second;
}

// A coding is accepted when it is named and not with q=0.
bool accepts(std::string_view header, std::string_view coding) {
    for (std::string_view one : split(header, ',')) {
        const auto parts = split(one, ';');
        if (trim(parts[0]) != coding) continue;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            const std::string_view weight = trim(parts[i]);
            if (weight == "q=0" || weight == "q=0.0" || weight == "q=0.00" || weight == "q=0.000") return false;
        }
        return true;
    }
    return false;
}

// As the build noted them; anything else than a hash would open the policy.
std::string hashes(const api::Json& file, const char* name) {
    std::string out;
    const auto found = file.find(name);
    if (found == file.end() || !found->is_array()) return out;
    for (const auto& one : *found) {
        const std::string hash = one.is_string() ? one.get<std::string>() : std::string{};
        const bool plain =
            hash.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
            std::string::npos;
        if (hash.size() == 44 && plain) out += " 'sha256-" + hash + '\'';
    }
    return out;
}

}  // namespace

Site::Site(const std::string& folder) {
    if (folder.empty()) return;
    std::string policies;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const fs::path& path = entry.path();
        std::string name = '/' + fs::relative(path, folder).generic_string();
        const std::string extension = path.extension().string();
        if (name == "/site.json") {
            policies = read_file(path);
            continue;
        }
        if (extension == ".br" || extension == ".gz") {
            name.resize(name.size() - extension.size());
            (extension == ".br" ? files_[name].brotli : files_[name].gzip) = read_file(path);
            continue;
        }
        File& file = files_[name];
        file.body = read_file(path);
        file.type = type_of(extension);
        file.tag = entity_tag(file.body);
    }
    // A neighbour without its file is left over from an older build.
    std::erase_if(files_, [](const auto& item) { return item.second.tag.empty(); });
    read_policies(policies);
}

void Site::read_policies(const std::string& text) {
    const api::Json json = api::Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("files") || !json["files"].is_object()) return;
    for (const auto& item : json["files"].items()) {
        const auto found = files_.find(item.key());
        if (found == files_.end() || !item.value().is_object()) continue;
        found->second.immutable = item.value().value("cache", "") == "immutable";
        found->second.inside = {hashes(item.value(), "styles"), hashes(item.value(), "scripts")};
    }
}

void Site::add(const std::string& path, std::string type, std::string body) {
    File file;
    file.type = std::move(type);
    file.tag = entity_tag(body);
    file.body = std::move(body);
    files_[path] = std::move(file);
}

const Site::File* Site::find(const std::string& path, int& status) const {
    status = 200;
    if (const auto found = files_.find(path.ends_with('/') ? path + "index.html" : path); found != files_.end())
        return &found->second;
    // A path without an extension is a page of that name, or a place inside the app, which the page itself shows.
    const auto slash = path.rfind('/');
    if (path.find('.', slash) == std::string::npos) {
        if (const auto page = files_.find(path + ".html"); page != files_.end()) return &page->second;
        if (const auto index = files_.find("/index.html"); index != files_.end()) return &index->second;
    }
    status = 404;
    const auto missing = files_.find("/404.html");
    return missing == files_.end() ? nullptr : &missing->second;
}

Reply Site::serve(const drogon::HttpRequest& request, const std::string& path,
                  const std::vector<std::string>& embedders) const {
    if (request.method() != drogon::Get) {
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", "GET, HEAD");
        return reply;
    }
    int status = 200;
    const File* file = find(path, status);
    if (!file) {
        Reply reply = problem("not_found");
        reply.headers.emplace_back("Content-Security-Policy", content_security_policy(embedders));
        return reply;
    }
    Reply reply;
    reply.status = status;
    reply.content_type = file->type;
    reply.headers = {{"Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache"},
                     {"Vary", "Accept-Encoding"},
                     {"Content-Security-Policy", content_security_policy(embedders, file->inside)}};
    const std::string& coding = request.getHeader("accept-encoding");
    std::string tag = file->tag;
    const std::string* body = &file->body;
    if (!file->brotli.empty() && accepts(coding, "br")) {
        body = &file->brotli;
        reply.headers.emplace_back("Content-Encoding", "br");
        tag.insert(tag.size() - 1, "-br");
    } else if (!file->gzip.empty() && accepts(coding, "gzip")) {
        body = &file->gzip;
        reply.headers.emplace_back("Content-Encoding", "gzip");
        tag.insert(tag.size() - 1, "-gz");
    }
    reply.headers.emplace_back("ETag", tag);
    const std::string& seen = request.getHeader("if-none-match");
    if (status == 200 && !seen.empty() && tag_listed(seen, tag)) {
        reply.status = 304;
        std::erase_if(reply.headers, [](const auto& header) { return header.first == "Content-Encoding"; });
        reply.content_type.clear();
        return reply;
    }
    reply.body = *body;
    return reply;
}

}  // namespace bz::server
