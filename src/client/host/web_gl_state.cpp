// What Dear ImGui's renderer is told of WebGL's state. It asks for all of it before every frame, to put it back
// afterwards, and each question waits for the graphics process: a hundred milliseconds on a slow device. Nobody else
// draws on this canvas, so the state in between is always the one below. CMakeLists.txt gives the renderer these names.
#include <GLES3/gl3.h>

extern "C" {

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
