/* crypt: the known SHA-256 and SHA-512 answers (no host needed). */
#include "../check.h"
#include <crypt.h>

int main(void)
{
	CHECK_STR(crypt("Hello world!", "$5$saltstring"),
		  "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5");
	CHECK_STR(crypt("Hello world!", "$6$saltstring"),
		  "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJu"
		  "esI68u4OTLiBFdcbYEdFCoEOfaS35inz1");
}
