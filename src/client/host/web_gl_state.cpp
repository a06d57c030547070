// What Dear ImGui's renderer is told of WebGL's state. It asks for all of it before every frame, to put it back
// afterwards, and each question waits for the graphics process: a hundred milliseconds on a slow device. Nobody else
// draws on this canvas, so the state in between is always the one below. And how it colours a pixel. CMakeLists.txt
// gives the renderer these names.
#include <GLES3/gl3.h>

#include <cstring>

#include "client/ui/painter.hpp"

namespace {

// A box needs no texture, and to read one is most of what a pixel costs without a graphics card. Coordinates in full
// precision: a phone's half floats tell 1,024 places apart, the atlas has up to 2,048.
static_assert(bz::ui::Painter::no_texture < 0);
constexpr const char* fragment_shader = R"(
precision mediump float;
uniform sampler2D Texture;
in highp vec2 Frag_UV;
in vec4 Frag_Color;
layout (location = 0) out vec4 Out_Color;
void main() {
    Out_Color = Frag_Color;
    if (Frag_UV.x >= 0.0) Out_Color *= textureLod(Texture, Frag_UV, 0.0);
}
)";

}  // namespace

extern "C" {

// `parts`: the version and the shader, as the renderer has them.
void bz_glShaderSource(GLuint shader, GLsizei count, const GLchar* const* parts, const GLint* lengths) {
    if (count != 2 || std::strstr(parts[1], "gl_Position")) return glShaderSource(shader, count, parts, lengths);
    const GLchar* ours[] = {parts[0], fragment_shader};
    glShaderSource(shader, 2, ours, nullptr);
}

void bz_glGetIntegerv(GLenum name, GLint* value) {
    switch (name) {
    case GL_ACTIVE_TEXTURE: *value = GL_TEXTURE0; return;
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_ELEMENT_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
    case GL_PIXEL_UNPACK_BUFFER_BINDING: *value = 0; return;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
        for (int i = 0; i < 4; ++i) value[i] = 0;  // both are set before each drawing
        return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA: *value = GL_ONE; return;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA: *value = GL_ZERO; return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA: *value = GL_FUNC_ADD; return;
    default: glGetIntegerv(name, value);  // what the device can do; asked once
    }
}

GLboolean bz_glIsEnabled(GLenum) { return GL_FALSE; }

}  // extern "C"
