#ifndef TEMP_FOLDER_H
#define TEMP_FOLDER_H

#include <stddef.h>
#include "features.h"

/* The directory for temporary files, the first that there is: TMPDIR, the wanted one, /tmp,
 * the working directory. Its name has at most `most` bytes. */
hidden const char *__temp_folder(const char *wanted, size_t most);

#endif
