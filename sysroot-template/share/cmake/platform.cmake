# CMake's settings for WASI with this sysroot. It reads this for each language, after its
# own files on platforms and compilers.
include(Platform/UnixPaths)
set(UNIX 1)
if(WASI_LAUNCHER)
  set(CMAKE_EXECUTABLE_SUFFIX "")
else()
  set(CMAKE_EXECUTABLE_SUFFIX .wasm)
endif()

# A module is linked whole: SHARED becomes STATIC, and code stays where it is.
set_property(GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS FALSE)
set(CMAKE_DL_LIBS "")
foreach(wasi_language C CXX ASM)
  set(CMAKE_${wasi_language}_OUTPUT_EXTENSION .o)
  set(CMAKE_${wasi_language}_COMPILE_OPTIONS_PIC "")
  set(CMAKE_${wasi_language}_COMPILE_OPTIONS_PIE "")
  set(CMAKE_${wasi_language}_LINK_OPTIONS_PIE "")
  set(CMAKE_${wasi_language}_LINK_OPTIONS_NO_PIE "")
endforeach()

# The project's own, if it has one.
if(WASI_PROJECT_OVERRIDE)
  include("${WASI_PROJECT_OVERRIDE}")
endif()
