#include "server/smart/exchange.hpp"

#include "base/text.hpp"
#include "server/webhook_url.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>

namespace bz::server::smart {

namespace {

using Clock = std::chrono::steady_clock;

struct Where {
    bool tls = false;
    std::string host, port, authority, target;
};

Result<Where> where_of(const std::string& url, bool loopback) {
    const auto parts = parse_webhook_url(url, loopback);
    if (!parts) return fail("smart.address");
    Where where;
    where.tls = url.starts_with("https://");
    where.authority = parts->origin.substr(where.tls ? 8 : 7);
    where.target = parts->target;
    const auto bracket = where.authority.find(']');
    const auto colon = where.authority.find(':', bracket == std::string::npos ? 0 : bracket);
    where.host = where.authority.substr(0, colon);
    where.port = colon != std::string::npos ? where.authority.substr(colon + 1) : where.tls ? "443" : "80";
    if (where.host.starts_with('[')) where.host = where.host.substr(1, where.host.size() - 2);
    return where;
}

struct Done {};

class Line {  // a connection, with or without TLS, and the time that is left for it
public:
    explicit Line(Clock::time_point until) : until_(until) {}
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() {
        SSL_free(ssl_);
        if (socket_ >= 0) ::close(socket_);
    }

    Result<Done> open(const Where& where) {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        if (::getaddrinfo(where.host.c_str(), where.port.c_str(), &hints, &found) != 0) return fail("smart.network");
        const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, ::freeaddrinfo);
        Result<Done> opened = fail("smart.network");
        for (const addrinfo* one = found; one && !opened; one = one->ai_next) opened = connect(*one);
        if (!opened || !where.tls) return opened;
        return secure(where.host);
    }

    Result<Done> write(std::string_view bytes) {
        while (!bytes.empty()) {
            const long sent = ssl_ ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                                   : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent > 0)
                bytes.remove_prefix(static_cast<std::size_t>(sent));
            else
                TRY(again(static_cast<int>(sent), POLLOUT));
        }
        return Done{};
    }

    // False at the end of what comes.
    Result<bool> read(std::string& into) {
        char bytes[16 * 1024];
        for (;;) {
            const long got = ssl_ ? SSL_read(ssl_, bytes, sizeof bytes) : ::recv(socket_, bytes, sizeof bytes, 0);
            if (got > 0) {
                into.append(bytes, static_cast<std::size_t>(got));
                return true;
            }
            const bool ended = ssl_ ? SSL_get_error(ssl_, static_cast<int>(got)) == SSL_ERROR_ZERO_RETURN : got == 0;
            if (ended) return false;
            TRY(again(static_cast<int>(got), POLLIN));
        }
    }

private:
    Result<Done> connect(const addrinfo& address) {
        if (socket_ >= 0) ::close(socket_);
        socket_ = ::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (socket_ < 0) return fail("smart.network");
        if (::connect(socket_, address.ai_addr, address.ai_addrlen) == 0) return Done{};
        if (errno != EINPROGRESS) return fail("smart.network");
        TRY(wait(POLLOUT));
        int error = 0;
        socklen_t size = sizeof error;
        if (::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return fail("smart.network");
        return Done{};
    }

    // The certificate must be good for this name, by the authorities that the machine trusts.
    Result<Done> secure(const std::string& host) {
        static SSL_CTX* const context = [] {
            SSL_CTX* made = SSL_CTX_new(TLS_client_method());
            SSL_CTX_set_min_proto_version(made, TLS1_2_VERSION);
            SSL_CTX_set_default_verify_paths(made);
            SSL_CTX_set_verify(made, SSL_VERIFY_PEER, nullptr);
            return made;
        }();
        ssl_ = SSL_new(context);
        if (!ssl_ || SSL_set_fd(ssl_, socket_) != 1) return fail("smart.network");
        X509_VERIFY_PARAM* const verify = SSL_get0_param(ssl_);
        X509_VERIFY_PARAM_set_hostflags(verify, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        if (X509_VERIFY_PARAM_set1_ip_asc(verify, host.c_str()) != 1) {
            SSL_set_tlsext_host_name(ssl_, host.c_str());
            if (SSL_set1_host(ssl_, host.c_str()) != 1) return fail("smart.network");
        }
        for (;;) {
            const int done = SSL_connect(ssl_);
            if (done == 1) return Done{};
            TRY(again(done, POLLIN));
        }
    }

    Result<Done> again(int result, short direction) {
        if (ssl_) {
            const int error = SSL_get_error(ssl_, result);
            if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) return fail("smart.network");
            direction = error == SSL_ERROR_WANT_WRITE ? POLLOUT : POLLIN;
        } else if (errno != EAGAIN && errno != EINTR) {
            return fail("smart.network");
        }
        return wait(direction);
    }

    Result<Done> wait(short direction) {
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now()).count();
            if (left <= 0) return fail("smart.late");
            pollfd one{socket_, direction, 0};
            const int ready = ::poll(&one, 1, static_cast<int>(left));
            if (ready > 0) return Done{};
            if (ready < 0 && errno != EINTR) return fail("smart.network");
        }
    }

    Clock::time_point until_;
    int socket_ = -1;
    SSL* ssl_ = nullptr;
};

std::string request_text(const Where& where, const Asked& asked) {
    std::string text = (asked.form.empty() ? "GET " : "POST ") + where.target +
                       " HTTP/1.1\r\nHost: " + where.authority +
                       "\r\nUser-Agent: banzhen\r\nAccept: application/json\r\nConnection: close\r\n";
    if (!asked.authorization.empty()) text += "Authorization: " + asked.authorization + "\r\n";
    if (!asked.form.empty())
        text +=
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(asked.form.size()) +
            "\r\n";
    return text + "\r\n" + asked.form;
}

bool same_name(std::string_view a, std::string_view b) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, low, low);
}

std::string_view header(std::string_view head, std::string_view name) {
    for (std::string_view line : split(head, '\n')) {
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && same_name(line.substr(0, colon), name))
            return trim(line.substr(colon + 1));
    }
    return {};
}

// "smart.more" while pieces are missing.
Result<std::string> unchunked(std::string_view body) {
    std::string whole;
    for (;;) {
        const auto end = body.find("\r\n");
        if (end == std::string_view::npos) return fail("smart.more");
        std::size_t size = 0;
        const std::string_view digits = body.substr(0, std::min(end, body.find(';')));
        if (digits.empty() || digits.size() > 6) return fail("smart.answer");
        for (const char c : digits) {
            const int value = c >= '0' && c <= '9'                 ? c - '0'
                              : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                                   : -1;
            if (value < 0) return fail("smart.answer");
            size = size * 16 + static_cast<std::size_t>(value);
        }
        body.remove_prefix(end + 2);
        if (size == 0) return whole;
        if (body.size() < size + 2) return fail("smart.more");
        whole += body.substr(0, size);
        if (body.substr(size, 2) != "\r\n") return fail("smart.answer");
        body.remove_prefix(size + 2);
    }
}

}  // namespace

Result<Answer> read_answer(std::string_view bytes, bool closed) {
    const auto missing = [&] { return fail(closed ? "smart.answer" : "smart.more"); };
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) return missing();
    const std::string_view head = bytes.substr(0, end);
    const std::string_view body = bytes.substr(end + 4);
    if (!head.starts_with("HTTP/1.") || head.size() < 12) return fail("smart.answer");
    const auto status = parse_integer(head.substr(9, 3));
    if (!status || *status < 200 || *status > 599) return fail("smart.answer");
    Answer answer{static_cast<int>(*status), {}};
    if (!header(head, "content-encoding").empty()) return fail("smart.answer");  // none was offered
    if (same_name(header(head, "transfer-encoding"), "chunked")) {
        auto whole = unchunked(body);
        if (!whole && whole.error().code == "smart.more") return missing();
        answer.body = TRY(std::move(whole));
        return answer;
    }
    const std::string_view given = header(head, "content-length");
    const auto length = parse_integer(given);
    if (!given.empty() && (!length || *length < 0)) return fail("smart.answer");
    if (!length && !closed) return missing();
    if (length && body.size() < static_cast<std::size_t>(*length)) return missing();
    answer.body = length ? body.substr(0, static_cast<std::size_t>(*length)) : body;
    return answer;
}

Result<Answer> exchange(const Asked& asked, const Bounds& bounds) {
    const Where where = TRY(where_of(asked.url, bounds.loopback));
    Line line(Clock::now() + std::chrono::milliseconds(bounds.time_ms));
    TRY(line.open(where));
    TRY(line.write(request_text(where, asked)));
    std::string bytes;
    for (bool open = true;;) {
        open = TRY(line.read(bytes));
        if (!open && bytes.empty()) return fail("smart.network");
        if (bytes.size() > bounds.bytes) return fail("smart.too_large");
        auto answer = read_answer(bytes, !open);
        if (answer || answer.error().code != "smart.more") return answer;
    }
}

std::string form_of(const std::vector<std::pair<std::string_view, std::string_view>>& fields) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string form;
    const auto add = [&form](std::string_view text) {
        for (const char c : text) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                               c == '.' || c == '_' || c == '~';
            const auto byte = static_cast<unsigned char>(c);
            if (plain)
                form += c;
            else
                form.append({'%', hex[byte >> 4], hex[byte & 15]});
        }
    };
    for (const auto& [name, value] : fields) {
        if (!form.empty()) form += '&';
        add(name);
        form += '=';
        add(value);
    }
    return form;
}

}  // namespace bz::server::smart
