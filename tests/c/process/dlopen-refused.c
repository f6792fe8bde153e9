/* dlopen, dlsym: nothing can be loaded, and dlerror says so once. */
#include "../check.h"
#include <dlfcn.h>

int main(void)
{
	CHECK(dlopen("libm.so.6", RTLD_NOW) == NULL);
	CHECK(dlerror() != NULL);
	CHECK(dlerror() == NULL);
	CHECK(dlsym(RTLD_DEFAULT, "no_such_function") == NULL);
	CHECK(strstr(dlerror(), "no_such_function") != NULL);
}
