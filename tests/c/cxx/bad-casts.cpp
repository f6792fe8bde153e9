// Exceptions that the language itself throws.
#include "../check.h"
#include <any>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <variant>
#include <vector>

struct Base {
	virtual ~Base() = default;
};
struct Derived : Base {};

template <typename Exception, typename Call> static void throws(Call call, int line)
{
	try {
		call();
	} catch (const Exception &) {
		return;
	}
	fprintf(stderr, "line %d threw nothing\n", line);
	exit(1);
}
#define THROWS(exception, call) throws<exception>([&] { (void)(call); }, __LINE__)

int main()
{
	Base base;
	Base *null = getenv("NO_SUCH_VARIABLE") ? &base : nullptr;
	THROWS(std::bad_cast, dynamic_cast<Derived &>(base));
	THROWS(std::bad_typeid, typeid(*null));
	std::vector<int> vector(3);
	THROWS(std::out_of_range, vector.at(3));
	THROWS(std::length_error, (vector.reserve(vector.max_size() + 1), 0));
	std::string text("abc");
	THROWS(std::out_of_range, text.substr(4));
	THROWS(std::invalid_argument, std::stoi("x"));
	THROWS(std::out_of_range, std::stoi("99999999999"));
	THROWS(std::bad_any_cast, std::any_cast<int>(std::any(1.0)));
	THROWS(std::bad_optional_access, std::optional<int>().value());
	THROWS(std::bad_variant_access, (std::get<int>(std::variant<int, double>(1.0))));
	THROWS(std::bad_function_call, std::function<int()>()());
	std::weak_ptr<int> gone;
	THROWS(std::bad_weak_ptr, std::shared_ptr<int>(gone));
}
