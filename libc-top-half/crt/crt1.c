/* Upstream's is entered by an ELF loader. Compilers ask for this name by default. */
#include "crt1-command.c"
