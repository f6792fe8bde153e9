// The condition of a code that errno can have is generic; a code that it cannot have is the system's.
#include "../check.h"
#include <system_error>

int main()
{
	const std::error_category &category = std::system_category();
	auto known = category.default_error_condition(EIO);
	CHECK(known.value() == EIO && known.category() == std::generic_category());
	CHECK(known == std::errc::io_error);

	auto unknown = category.default_error_condition(5000);
	CHECK(unknown.value() == 5000 && unknown.category() == category);
	CHECK(category.equivalent(5000, unknown));
}
