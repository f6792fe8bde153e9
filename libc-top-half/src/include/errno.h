/* Inside the library errno is the same variable as outside. */
#include "../../include/errno.h"
