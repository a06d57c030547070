// The one program of a page: its host and client.
#pragma once

#include "client/app/client.hpp"
#include "client/host/web_host.hpp"

namespace bz {

struct WebProgram {
    host::WebHost host;
    app::Client client{host};
    ui::Viewport viewport;
};

inline WebProgram& web_program() {
    static WebProgram instance;
    return instance;
}

}  // namespace bz
