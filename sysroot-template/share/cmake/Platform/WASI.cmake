# For the versions of CMake before 3.31, which do not know the system WASI and look for
# this file. The newer ones have one of their own, which says nothing of what matters;
# platform.cmake says it to all of them.
set(WASI 1)

# wasi.cmake put the directory there for this file alone; projects take the path for theirs.
get_filename_component(wasi_modules "${CMAKE_CURRENT_LIST_DIR}" DIRECTORY)
list(REMOVE_ITEM CMAKE_MODULE_PATH "${wasi_modules}")
