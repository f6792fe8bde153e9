#ifndef ONE_USER_H
#define ONE_USER_H

#include <stdio.h>
#include <features.h>

/* The name of the one user: LOGNAME or USER, or else "user". */
hidden const char *__login_name(void);

/* Opens /etc/passwd or /etc/group. Where the host shows none, it is a text of one
 * line, about the user that the environment describes. In upstream's files fopen
 * has this name: overlay.toml. */
hidden FILE *__open_users(const char *path, const char *mode);

#endif
