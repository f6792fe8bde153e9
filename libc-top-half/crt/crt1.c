#include "crt1-command.c"
